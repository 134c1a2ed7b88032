import { Check } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { classes } from "@/components/ui/classes";
import type { FirstStep } from "@/lib/reports/schema";

type FirstStepsProps = { steps: readonly { name: FirstStep; href: string; isDone: boolean }[]; next: FirstStep };

/** The way into the product, each step with its own address; done is what the data shows as done. */
export function FirstSteps({ steps, next }: FirstStepsProps) {
  const t = useTranslations("overview.steps");
  const count = steps.filter(({ isDone }) => isDone).length;
  return (
    <div className="border-line px-4 py-3 max-lg:border-t lg:border-l lg:px-5">
      <div className="flex h-7.5 items-center justify-between text-12 text-ink-3">
        <h3>{t("title")}</h3>
        <span>{t("count", { count, total: steps.length })}</span>
      </div>
      <ol>
        {steps.map(({ name, href, isDone }) => (
          <li key={name}>
            <Link
              href={href}
              aria-current={name === next ? "step" : undefined}
              className={classes(
                "-mx-2 flex min-h-10 items-center gap-2.5 rounded-2 px-2 hover:bg-hover md:min-h-7.5",
                isDone && "text-ink-3",
                name === next && "font-strong",
              )}
            >
              <Tick state={isDone ? "done" : name === next ? "next" : "open"} />
              {t(`${name}.name`)}
              {isDone && <span className="sr-only">{t("done")}</span>}
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
