import { connection } from "next/server";
import type { ReactNode } from "react";
import { PublicFooter } from "@/components/shell/public-footer";
import { PublicHeader } from "@/components/shell/public-header";
import { companyWords } from "@/lib/web/company";

export default async function MarketingLayout({ children }: { children: ReactNode }) {
  await connection();
  const company = companyWords();
  return (
    <div className="mx-auto max-w-page px-5 md:px-8">
      <PublicHeader product={company.product} />
      <main id="content">{children}</main>
      <PublicFooter company={company} cookieFree />
    </div>
  );
}
