import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { classes } from "@/components/ui/classes";
import { firstSteps, type FirstStep } from "@/lib/reports/schema";

type FirstStepsProps = {
  done: Record<FirstStep, boolean>;
  next: FirstStep | undefined;
  href: (step: FirstStep) => string;
};

/** The way into the product, each step with its own address; done is what the data shows as done. */
export function FirstSteps({ done, next, href }: FirstStepsProps) {
  const t = useTranslations("overview.steps");
  const count = firstSteps.filter((step) => done[step]).length;
  return (
    <div className="border-line px-4 py-3 max-lg:border-t lg:border-l lg:px-5">
      <div className="flex h-7.5 items-center justify-between text-12 text-ink-3">
        <h3>{t("title")}</h3>
        <span>{t("count", { count, total: firstSteps.length })}</span>
      </div>
      <ol>
        {firstSteps.map((step) => (
          <li key={step}>
            <Link
              href={href(step)}
              aria-current={step === next ? "step" : undefined}
              className={classes(
                "-mx-2 flex min-h-10 items-center gap-2.5 rounded-2 px-2 hover:bg-hover md:min-h-7.5",
                done[step] && "text-ink-3",
                step === next && "font-strong",
              )}
            >
              <Tick state={done[step] ? "done" : step === next ? "next" : "open"} />
              {t(`${step}.name`)}
              {done[step] && <span className="sr-only">{t("done")}</span>}
            </Link>
          </li>
        ))}
      </ol>
    </div>
  );
}

const ticks = {
  done: "border-[1.5px] border-ink bg-ink text-ink-inv",
  next: "border-4 border-accent",
  open: "border-[1.5px] border-line-3",
};

function Tick({ state }: { state: keyof typeof ticks }) {
  return (
    <span aria-hidden className={classes("grid size-4 shrink-0 place-items-center rounded-full", ticks[state])}>
      {state === "done" && <Check className="size-2.5! stroke-[3]!" />}
    </span>
  );
}
