import { Check } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";

const asked = 1000;
const left = { unsubscribed: 12, invalid: 5, awaiting: 21, old: 8, suppressed: 4 } as const;
const reasons = Object.keys(left) as (keyof typeof left)[];
const people = reasons.reduce((rest, reason) => rest - left[reason], asked);

/** The sum of people before a send and the count after it: a worked example, and it says so. */
export function Receipt() {
  const t = useTranslations("home.receipt");
  const { number } = useFormatter();
  return (
    <figure className="rounded-3 border border-line-2 bg-surface px-5 pt-2 shadow-[0_18px_40px_-24px_rgb(28_27_25/0.22)] md:px-6.5">
      <figcaption className="flex items-center justify-between gap-3 pt-3.5 pb-2.5 text-14">
        <span className="font-strong">{t("title")}</span>
        <span className="text-ink-3">{t("before")}</span>
      </figcaption>
      <table className="w-full text-14">
        <tbody>
          <Line label={t("asked")} value={number(asked)} />
          {reasons.map((reason) => (
            <Line key={reason} sign="−" label={t(reason)} value={number(left[reason])} />
          ))}
          <tr className="border-t-[1.5px] border-ink">
            <Sign>=</Sign>
            <th scope="row" className="pt-3 pb-4 text-left font-bold">
              {t("people")}
            </th>
            <td className="pt-3 pb-4 text-right text-34 font-medium">{number(people)}</td>
          </tr>
        </tbody>
      </table>
      <hr className="-mx-5 perforation md:-mx-6.5" />
      <p className="flex items-center gap-3 pt-3.5 pb-4 text-14">
        <span className="mr-auto text-ink-3">{t("after")}</span>
        <span>{t.rich("handed", { count: number(people), b: (words) => <b>{words}</b> })}</span>
        <Check aria-hidden className="text-ok" />
      </p>
    </figure>
  );
}

function Line({ sign, label, value }: { sign?: string; label: string; value: string }) {
  return (
    <tr className="border-t border-line">
      <Sign>{sign}</Sign>
      <th scope="row" className="py-2.25 text-left font-normal">
        {label}
      </th>
      <td className="py-2.25 text-right">{value}</td>
    </tr>
  );
}

function Sign({ children }: { children?: string | undefined }) {
  return <td className="w-4.5 font-mono text-ink-3">{children}</td>;
}
