import { z } from "zod";

const Section = z.object({
  id: z.string(),
  title: z.string(),
  body: z.array(z.string()),
  list: z.array(z.string()).optional(),
});

/** The policy in one language: sections of paragraphs, the last of which may introduce a list. */
export const PolicyText = z.object({ summary: z.string(), sections: z.array(Section).min(1) });
export type PolicyText = z.infer<typeof PolicyText>;

/** What is kept in the database for one version: the text in each language. */
export const PolicyTexts = z.object({ en: PolicyText, "pt-BR": PolicyText });
export type PolicyTexts = z.infer<typeof PolicyTexts>;

export type Policy = {
  version: number;
  effectiveOn: Date;
  kind: string;
  hash: string;
  text: PolicyText;
};
