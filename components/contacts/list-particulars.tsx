import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Definitions } from "@/components/ui/definitions";

type Particulars = { description: string; company: string; address: string; phone: string; site: string };

/** What a list says of itself. What is missing is left out. */
export function ListParticulars({ list }: { list: Particulars }) {
  const t = useTranslations("lists.form");
  const names = ["description", "company", "address", "phone", "site"] as const;
  const rows = names.filter((name) => list[name] !== "").map((name) => ({ name: t(name), value: list[name] }));
  if (rows.length === 0) return null;
  return (
    <Card title={t("particulars")} padded>
      <Definitions rows={rows} />
    </Card>
  );
}
