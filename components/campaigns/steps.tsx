import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { classes } from "@/components/ui/classes";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/web/paths";

const steps = ["content", "check"] as const;
export type Step = (typeof steps)[number];

/** The way of a campaign from its first word to Send, and where one is on it. */
export function Steps({ campaignId, at }: { campaignId: string; at: Step }) {
  const t = useTranslations("campaigns.steps");
  const hrefs = { content: paths.campaign(campaignId), check: paths.campaignCheck(campaignId) };
  const place = steps.indexOf(at);
  return (
    <nav aria-label={t("label")}>
      <ol className="flex items-center gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex items-center gap-3">
            {index > 0 && <span aria-hidden className="h-px w-6 bg-line-2" />}
            <Link
              href={hrefs[step]}
              aria-current={step === at ? "step" : undefined}
              className="flex min-h-6 items-center gap-2 rounded-1 text-ink-2 aria-[current=step]:font-strong aria-[current=step]:text-ink"
            >
              <Mark no={index + 1} state={index < place ? "done" : index === place ? "here" : "ahead"} />
              {t(step)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const looks = {
  done: "border-ink bg-ink text-ink-inv",
  here: "border-accent text-accent",
  ahead: "border-line-3 text-ink-3",
};

function Mark({ no, state }: { no: number; state: keyof typeof looks }) {
  return (
    <span
      aria-hidden
      className={classes(
        "grid size-5 place-items-center rounded-full border text-11 font-medium [&_svg]:size-3",
        looks[state],
      )}
    >
      {state === "done" ? <Check aria-hidden /> : no}
    </span>
  );
}
