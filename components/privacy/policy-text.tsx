import type { PolicyText } from "@/lib/privacy/schema";

/** The sections of a policy, each with an address of its own to point at. */
export function PolicySections({ text }: { text: PolicyText }) {
  return text.sections.map((section) => (
    <section key={section.id} aria-labelledby={section.id} className="mt-9">
      <h2 id={section.id} className="scroll-mt-6 text-20 font-strong">
        {section.title}
      </h2>
      {section.body.map((paragraph) => (
        <p key={paragraph} className="mt-3 text-16 text-ink-2">
          {paragraph}
        </p>
      ))}
      {section.list && (
        <ul className="mt-3 grid list-disc gap-2 pl-5 text-16 text-ink-2 marker:text-ink-3">
          {section.list.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </section>
  ));
}

/** Links to the sections of a policy. */
export function PolicyContents({ text, label }: { text: PolicyText; label: string }) {
  return (
    <nav aria-label={label} className="text-14">
      <p className="text-12 text-ink-3">{label}</p>
      <ul className="mt-2 grid gap-1">
        {text.sections.map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`} className="inline-block py-0.5 text-ink-2 hover:text-ink hover:underline">
              {section.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
