/** Who did it: a person, a program that tests links and pictures, or a service that fetches pictures whether anyone looks or not. */
export type HitClass = "human" | "machine" | "proxy";

/** What is known of a hit besides which mail it was. Kept with it, so that classes can be judged again later. */
export type Evidence = {
  agent: string;
  method: string;
  /** Seconds since the mail was accepted, or null when that is not known yet. */
  afterS: number | null;
  /** How many different links of this mail were followed within ten seconds, this one among them. */
  burst: number;
};

const QUICKEST_PERSON_S = 2;
const BURST_OF_A_PROGRAM = 4;
const PROGRAMS =
  /bot\b|crawl|spider|scan|preview|curl|wget|python|okhttp|java\/|go-http|libwww|headless|phantom|monitor|barracuda|mimecast|proofpoint|symantec|safelinks|trendmicro|fortinet|cloudmark/i;
// Gmail and Yahoo fetch a picture when somebody opens the mail; they hide who, not that.
const OPENS_FOR_A_PERSON = /GoogleImageProxy|YahooMailProxy/i;

/**
 * Judge a hit by its evidence. Mail privacy services fetch every picture at delivery, under a name that says nothing
 * ("Mozilla/5.0" and no more): a proxy, neither a person nor a link tester.
 */
export function classify(kind: "open" | "click", { agent, method, afterS, burst }: Evidence): HitClass {
  if (method !== "GET" || agent === "") return "machine";
  if (kind === "open" && OPENS_FOR_A_PERSON.test(agent)) return "human";
  if (PROGRAMS.test(agent)) return "machine";
  if (kind === "open") return agent.trim() === "Mozilla/5.0" ? "proxy" : "human";
  if (afterS !== null && afterS < QUICKEST_PERSON_S) return "machine";
  return burst >= BURST_OF_A_PROGRAM ? "machine" : "human";
}
