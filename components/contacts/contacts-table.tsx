"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { CheckboxBox } from "@/components/ui/checkbox";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Standing } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { ChosenContacts, type ChosenActs } from "./chosen-contacts";
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

type ContactsTableProps = {
  contacts: readonly Person[];
  now: Date;
  /** Open lists, and the one that the table is narrowed to. */
  lists: readonly { id: string; name: string }[];
  list: string | undefined;
  acts: ChosenActs;
};

/** A page of contacts. The name, or the address of someone without one, leads to their page; several can be chosen for one act. */
export function ContactsTable({ contacts, now, lists, list, acts }: ContactsTableProps) {
  const t = useTranslations("contacts.table");
  const ui = useTranslations("ui");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // Whoever is no longer on the page is no longer chosen.
  const ids = contacts.map(({ id }) => id).filter((id) => chosen.has(id));
  const choose = (id: string, on: boolean) => setChosen(new Set(on ? [...ids, id] : ids.filter((one) => one !== id)));
  const all = ids.length === contacts.length;
  return (
    <>
      <ChosenContacts ids={ids} lists={lists} list={list} acts={acts} clear={() => setChosen(new Set())} />
      <Table label={t("label")}>
        <TableHead>
          <HeadCell className="w-8">
            <CheckboxBox
              aria-label={ui("chooseAll")}
              checked={all}
              mixed={ids.length > 0 && !all}
              onChange={() => setChosen(new Set(all ? [] : contacts.map(({ id }) => id)))}
            />
          </HeadCell>
          <HeadCell>{t("name")}</HeadCell>
          <HeadCell>{t("address")}</HeadCell>
          <HeadCell>{t("status")}</HeadCell>
          <HeadCell>{t("seen")}</HeadCell>
          <HeadCell numeric>{t("added")}</HeadCell>
        </TableHead>
        <TableBody>
          {contacts.map((person) => (
            <PersonRow key={person.id} person={person} now={now} chosen={chosen.has(person.id)} choose={choose} />
          ))}
        </TableBody>
      </Table>
    </>
  );
}

type PersonRowProps = { person: Person; now: Date; chosen: boolean; choose: (id: string, on: boolean) => void };

function PersonRow({ person, now, chosen, choose }: PersonRowProps) {
  const t = useTranslations("contacts.table");
  const ui = useTranslations("ui");
  const format = useFormatter();
  const { id, name, email, standing, softBounces, lastEngagedAt, createdAt } = person;
  return (
    <Row picked={chosen}>
      <Cell acts className="max-md:top-2.5 max-md:right-4">
        <CheckboxBox
          aria-label={ui("chooseOne", { name: name || email })}
          checked={chosen}
          onChange={(event) => choose(id, event.target.checked)}
        />
      </Cell>
      <RowName>
        <Link href={paths.contact(id)} className="link wrap-anywhere">
          {name || <span className="font-mono text-12">{email}</span>}
        </Link>
      </RowName>
      <Cell label={t("address")} className="font-mono text-12 text-ink-2 wrap-anywhere">
        <span className="min-w-0 max-md:text-right">{name ? email : "—"}</span>
      </Cell>
      <Cell label={t("status")}>
        <StatusBadge standing={standing} softBounces={softBounces} />
      </Cell>
      <Cell label={t("seen")} className="text-ink-2 md:whitespace-nowrap">
        {lastEngagedAt ? format.relativeTime(lastEngagedAt, now) : t("never")}
      </Cell>
      <Cell wide numeric className="text-ink-2">
        {format.dateTime(createdAt, "day")}
      </Cell>
    </Row>
  );
}
