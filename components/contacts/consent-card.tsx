import { CircleCheck, CircleMinus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Card, CardRow } from "@/components/ui/card";
import { ConsentSource } from "@/lib/contacts/schema";

type Proof = {
  id: string;
  at: Date;
  kind: string;
  source: string;
  wording: string;
  actorName: string;
  network: string;
  importId: string | null;
  listName: string | null;
};

/** The proofs of consent and of its end: what was said, when, how, and who wrote it down. Nobody can change them. */
export function ConsentCard({ proofs }: { proofs: readonly Proof[] }) {
  const t = useTranslations("contacts.proofs");
  return (
    <Card title={t("title")} note={t("note")}>
      {proofs.length === 0 && <p className="border-t border-line px-4 py-3 text-ink-2">{t("none")}</p>}
      {proofs.map((proof) => (
        <ProofRow key={proof.id} proof={proof} />
      ))}
    </Card>
  );
}

function ProofRow({ proof }: { proof: Proof }) {
  const t = useTranslations("contacts");
  const { dateTime } = useFormatter();
  const ended = proof.kind === "withdrawn";
  const source = ConsentSource.safeParse(proof.source);
  const origin = [
    source.success && t(`consentSource.${source.data}`),
    proof.importId && t("proofs.import"),
    proof.actorName && t("proofs.by", { name: proof.actorName }),
    proof.network && t("proofs.from", { network: proof.network }),
  ].filter(Boolean);
  return (
    <CardRow
      icon={
        ended ? (
          <CircleMinus aria-hidden className="self-start text-unsubscribed" />
        ) : (
          <CircleCheck aria-hidden className="self-start text-ok" />
        )
      }
    >
      <p className="font-medium">
        {t(`proofs.kind.${ended ? "withdrawn" : proof.kind === "confirmed" ? "confirmed" : "granted"}`)}
        {proof.listName && <span className="font-normal text-ink-2"> · {proof.listName}</span>}
      </p>
      {proof.wording && <blockquote className="my-0.5 text-ink-2 wrap-anywhere">“{proof.wording}”</blockquote>}
      <p className="text-12 text-ink-3">
        <time dateTime={proof.at.toISOString()}>{dateTime(proof.at, "dayTime")}</time> · {origin.join(" · ")}
      </p>
    </CardRow>
  );
}
