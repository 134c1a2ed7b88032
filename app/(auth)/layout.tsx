import { connection } from "next/server";
import type { ReactNode } from "react";
import { PublicFooter } from "@/components/shell/public-footer";
import { PublicHeader } from "@/components/shell/public-header";
import { companyWords } from "@/lib/web/company";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  await connection();
  const company = companyWords();
  return (
    <div className="mx-auto flex min-h-dvh max-w-page flex-col px-5 md:px-8">
      <PublicHeader product={company.product} />
      <main id="content" className="mx-auto w-full max-w-96 flex-1 py-10 md:py-16">
        {children}
      </main>
      <PublicFooter company={company} />
    </div>
  );
}
