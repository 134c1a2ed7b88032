import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { BounceClass, type BounceFilter } from "@/lib/bounces/schema";
import { paths } from "@/lib/web/paths";

const shows = ["all", "complaint", ...BounceClass.options] as const;

/** Narrow what came back to one kind, by a form that needs no script. */
export function BouncesFilter({ filter }: { filter: BounceFilter }) {
  const t = useTranslations("bounces");
  return (
    <search aria-label={t("filter.label")}>
      <form action={paths.bounces()} className="flex flex-wrap gap-2 px-4 py-3">
        <Select
          name="show"
          aria-label={t("filter.show")}
          defaultValue={filter.show}
          options={shows.map((value) => ({ value, label: value === "all" ? t("filter.all") : t(`classes.${value}`) }))}
          className="w-full md:w-56"
        />
        {filter.campaign && <input type="hidden" name="campaign" value={filter.campaign} />}
        <Button type="submit">{t("filter.apply")}</Button>
      </form>
    </search>
  );
}
