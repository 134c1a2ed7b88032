"use client";
import words from "@/messages/en/ui.json";
import palavras from "@/messages/pt-BR/ui.json";
import "./globals.css";

// The layout itself failed, and with it whatever knows the reader's language: both are shown.
export default function GlobalFailure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const both = [
    { lang: "en", text: words.failure },
    { lang: "pt-BR", text: palavras.failure },
  ];
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid max-w-form gap-8 px-5 py-16">
          {both.map(({ lang, text }) => (
            <section key={lang} lang={lang}>
              <h1 className="text-20 font-bold">{text.title}</h1>
              <p className="text-ink-2">{text.text}</p>
              {error.digest && (
                <p className="text-ink-2">
                  {text.number} <code className="font-mono">{error.digest}</code>
                </p>
              )}
              <button type="button" onClick={reset} className="link mt-3">
                {text.again}
              </button>
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}
