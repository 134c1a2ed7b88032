import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { env } from "@/lib/platform/env";
import { visitorTheme } from "@/lib/web/visitor";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const t = await getTranslations("ui");
  const { PRODUCT_NAME: product, APP_URL } = env();
  return {
    metadataBase: new URL(APP_URL),
    title: { default: product, template: `%s · ${product}` },
    description: t("description"),
    referrer: "strict-origin-when-cross-origin",
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f2ec" },
    { media: "(prefers-color-scheme: dark)", color: "#121110" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection(); // every page is made for the one who asks; nothing is made while building
  const [locale, theme, messages] = await Promise.all([getLocale(), visitorTheme(), getMessages()]);
  return (
    <html lang={locale} data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <NextIntlClientProvider messages={withoutLongTexts(messages)}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}

// Texts that only the server renders: whole pages and mails. Leaving them out keeps every page small.
const serverTexts = new Set(["audit", "home", "mails", "policy"]);

function withoutLongTexts(messages: Awaited<ReturnType<typeof getMessages>>) {
  return Object.fromEntries(Object.entries(messages).filter(([name]) => !serverTexts.has(name)));
}
