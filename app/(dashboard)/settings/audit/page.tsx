import { getTranslations } from "next-intl/server";
import { Trail } from "@/components/audit/trail";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { checkAuditChain, listAudit } from "@/lib/audit";
import { AuditQuery } from "@/lib/audit/schema";
import { companyWords } from "@/lib/web/company";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";

export async function generateMetadata() {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { before } = AuditQuery.parse(await searchParams);
  const t = await getTranslations("audit");
  const { trail, chain } = await inTenant("administration", async (tenant) => ({
    trail: await listAudit(tenant, before),
    chain: await checkAuditChain(tenant),
  }));
  const { product, support } = companyWords();
  return (
    <>
      {chain.brokenAt !== null && (
        <Notice tone="danger" className="mb-4">
          {t("broken", { no: chain.brokenAt, product, support })}
        </Notice>
      )}
      <Card title={t("title")} note={t("lead")}>
        {trail.lines.length === 0 ? (
          <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
        ) : (
          <>
            <Trail lines={trail.lines} />
            <Pager newer={before ? paths.audit() : null} older={trail.older ? paths.audit(trail.older) : null}>
              {chain.brokenAt === null && t("whole", { lines: chain.lines })}
            </Pager>
          </>
        )}
      </Card>
    </>
  );
}
