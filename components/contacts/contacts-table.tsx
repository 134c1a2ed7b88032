import { useFormatter, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Standing } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { StatusBadge } from "./status-badge";

type Person = {
  id: string;
  email: string;
  name: string;
  standing: Standing;
  softBounces: number;
  createdAt: Date;
  lastEngagedAt: Date | null;
};

/** A page of contacts. The name, or the address of someone without one, leads to their page. */
export function ContactsTable({ contacts, now }: { contacts: readonly Person[]; now: Date }) {
  const t = useTranslations("contacts.table");
  const format = useFormatter();
  return (
    <Table label={t("label")}>
      <TableHead>
        <HeadCell>{t("name")}</HeadCell>
        <HeadCell>{t("address")}</HeadCell>
        <HeadCell>{t("status")}</HeadCell>
        <HeadCell>{t("seen")}</HeadCell>
        <HeadCell numeric>{t("added")}</HeadCell>
      </TableHead>
      <TableBody>
        {contacts.map((person) => (
          <Row key={person.id}>
            <RowName>
              <Link href={paths.contact(person.id)} className="link wrap-anywhere">
                {person.name || <span className="font-mono text-12">{person.email}</span>}
              </Link>
            </RowName>
            <Cell label={t("address")} className="font-mono text-12 text-ink-2 wrap-anywhere">
              <span className="min-w-0 max-md:text-right">{person.name ? person.email : "—"}</span>
            </Cell>
            <Cell label={t("status")}>
              <StatusBadge standing={person.standing} softBounces={person.softBounces} />
            </Cell>
            <Cell label={t("seen")} className="text-ink-2 md:whitespace-nowrap">
              {person.lastEngagedAt ? format.relativeTime(person.lastEngagedAt, now) : t("never")}
            </Cell>
            <Cell wide numeric className="text-ink-2">
              {format.dateTime(person.createdAt, "day")}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
