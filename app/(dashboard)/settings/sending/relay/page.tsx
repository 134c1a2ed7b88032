import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { RelayForm } from "@/components/senders/relay-form";
import { RelayTest } from "@/components/senders/relay-test";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { TabLinks } from "@/components/ui/tab-links";
import { findRelay } from "@/lib/senders";
import { isTestWaiting } from "@/lib/senders/schema";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { dropRelay, keepRelay, tryRelay } from "@/app/(dashboard)/settings/sending/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("senders.relay"))("title") };
}

const Kind = z.object({ kind: z.enum(["smtp", "ses"]).optional().catch(undefined) });

export default async function RelayPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { kind: asked } = Kind.parse(await searchParams);
  const [relay, t] = await Promise.all([inTenant("administration", findRelay), getTranslations("senders")]);
  const kind = asked ?? relay?.kind ?? "smtp";
  return (
    <div className="grid gap-4">
      <Breadcrumb places={[{ label: t("title"), href: paths.sending() }, { label: t("relay.title") }]} />
      <p className="max-w-form text-ink-2">{t("relay.lead")}</p>
      {relay && <RelayTest relay={relay} isWaiting={isTestWaiting(relay)} test={tryRelay} remove={dropRelay} />}
      <div>
        <TabLinks
          label={t("relay.kind")}
          links={(["smtp", "ses"] as const).map((value) => ({
            href: paths.relay(value),
            label: t(`relay.kinds.${value}`),
            current: value === kind,
          }))}
        />
        <div className="pt-4">
          <RelayForm key={kind} relay={relay} kind={kind} save={keepRelay} />
        </div>
      </div>
    </div>
  );
}
