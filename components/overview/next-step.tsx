import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { firstSteps, type FirstStep } from "@/lib/reports/schema";
import type { Permission } from "@/lib/accounts/schema";
import { paths } from "@/lib/web/paths";
import { FirstSteps } from "./first-steps";

type NextStepProps = {
  done: Partial<Record<FirstStep, boolean>>;
  permissions: readonly Permission[];
  /** The draft that could be sent next. */
  draftId?: string | undefined;
};

// Where each step is done, and by whom: a member who may not do it is not told to.
const ways: Record<FirstStep, { href: string; needs: Permission }> = {
  address: { href: paths.accountSettings(), needs: "administration" },
  domain: { href: paths.sending(), needs: "administration" },
  contacts: { href: paths.imports(), needs: "contacts" },
  campaign: { href: paths.newCampaign(), needs: "campaigns" },
  send: { href: paths.campaigns(), needs: "campaigns" },
};

/** The next thing to do, beside all the first things to do. Gone once they are done. */
export function NextStep({ done, permissions, draftId }: NextStepProps) {
  const t = useTranslations("overview.steps");
  const steps = firstSteps.filter((step) => done[step] !== undefined && permissions.includes(ways[step].needs));
  const next = steps.find((step) => !done[step]);
  if (!next) return null;
  const hrefOf = (step: FirstStep) => (step === "send" && draftId ? paths.campaignCheck(draftId) : ways[step].href);
  return (
    <section
      aria-labelledby="next-step"
      className="grid rounded-3 border border-line bg-surface lg:grid-cols-[minmax(0,1fr)_330px]"
    >
      <div className="flex flex-col items-start px-4 py-4.5 lg:px-6 lg:py-5">
        <Badge tone="next">{t("badge")}</Badge>
        <h2 id="next-step" className="mt-2 text-16 font-bold">
          {t(`${next}.title`)}
        </h2>
        <p className="mt-1 mb-4 max-w-[52ch] text-ink-2">{t(`${next}.text`)}</p>
        <LinkButton href={hrefOf(next)} look="primary" className="max-md:w-full">
          {t(`${next}.action`)}
        </LinkButton>
      </div>
      <FirstSteps
        steps={steps.map((name) => ({ name, href: hrefOf(name), isDone: done[name] === true }))}
        next={next}
      />
    </section>
  );
}
