import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";

export type KnownCookie = { name: string; purpose: "session" | "staffSession"; isHere: boolean };

/** Every cookie we set, what it is for, when it ends, and whether this browser holds it now. */
export function CookieTable({ cookies }: { cookies: KnownCookie[] }) {
  const t = useTranslations("privacy.cookieTable");
  return (
    <Card title={t("title")} className="mt-9" id="cookie-table">
      <Table label={t("title")}>
        <TableHead>
          <HeadCell>{t("name")}</HeadCell>
          <HeadCell>{t("purpose")}</HeadCell>
          <HeadCell>{t("ends")}</HeadCell>
          <HeadCell>{t("yours")}</HeadCell>
        </TableHead>
        <TableBody>
          {cookies.map((cookie) => (
            <Row key={cookie.name}>
              <RowName className="font-mono text-12 whitespace-nowrap">{cookie.name}</RowName>
              <Cell label={t("purpose")}>{t(cookie.purpose)}</Cell>
              <Cell label={t("ends")}>{t("endsWithSession")}</Cell>
              <Cell label={t("yours")}>{cookie.isHere ? t("present") : t("absent")}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
