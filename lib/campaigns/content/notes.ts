import type { Place } from "@/lib/campaigns/schema";

/** What was seen while a mail was compiled, for the check before sending. */
export type Notes = {
  fields: { field: string; hasFallback: boolean; where: Place }[];
  malformed: { text: string; where: Place }[];
  /** Conditions that do not end where they begin, or stand where there can be none. */
  conditions: { text: string; where: Place; is: "odd" | "misplaced" }[];
  /** `shown` is false in what no reader sees. */
  anchors: { url: string; label: string; personal: boolean; shown: boolean }[];
  picturesWithoutAlt: string[];
  /** Letters of visible text and pictures of the author's own. */
  substance: number;
  /** What stood in a part for Outlook and cannot be in a mail: all such parts were left out. */
  outlookRefused: string | null;
};

/** Notes of a mail nobody has read yet. */
export function emptyNotes(): Notes {
  return {
    fields: [],
    malformed: [],
    conditions: [],
    anchors: [],
    picturesWithoutAlt: [],
    substance: 0,
    outlookRefused: null,
  };
}
