/** Every address of the product, typed: pages, links in mail and tests take them from here. */
export const paths = {
  home: () => "/",
  signIn: (next?: string) => (next && next !== "/" ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"),
  signedIn: (next: string) => `/sign-in?next=${encodeURIComponent(next)}&signed=1`,
  signUp: () => "/sign-up",
  forgot: () => "/forgot",
  invitation: (token: string) => `/invitation/${token}`,
  ownAccounts: () => "/accounts",
  overview: () => "/overview",
  session: () => "/session",
  find: (text: string) => `/find?q=${encodeURIComponent(text)}`,
  lists: () => "/lists",
  newList: () => "/lists/new",
  list: (id: string) => `/lists/${id}`,
  editList: (id: string) => `/lists/${id}/edit`,
  contacts: (filter: Record<string, string | null | undefined> = {}) => withQuery("/contacts", filter),
  contactsExport: (filter: Record<string, string | null | undefined> = {}) => withQuery("/contacts/export", filter),
  newContact: (list?: string) => withQuery("/contacts/new", { list }),
  contact: (id: string) => `/contacts/${id}`,
  editContact: (id: string) => `/contacts/${id}/edit`,
  contactFields: () => "/contacts/fields",
  bounces: (filter: Record<string, string | null | undefined> = {}) => withQuery("/contacts/returned", filter),
  bounce: (id: string) => `/contacts/returned/${id}`,
  suppressions: () => "/contacts/suppressed",
  imports: (list?: string) => withQuery("/contacts/import", { list }),
  importUpload: () => "/contacts/import/upload",
  import: (id: string, list?: string) => withQuery(`/contacts/import/${id}`, { list }),
  importProgress: (id: string) => `/contacts/import/${id}/progress`,
  importRefused: (id: string) => `/contacts/import/${id}/refused`,
  campaigns: () => "/campaigns",
  newCampaign: () => "/campaigns/new",
  campaign: (id: string) => `/campaigns/${id}`,
  campaignCheck: (id: string) => `/campaigns/${id}/check`,
  campaignPreview: (id: string) => `/campaigns/${id}/preview`,
  campaignDraft: (id: string) => `/campaigns/${id}/draft`,
  campaignReaders: (id: string) => `/campaigns/${id}/readers`,
  campaignSending: (id: string) => `/campaigns/${id}/sending`,
  campaignLive: (id: string) => `/campaigns/${id}/live`,
  campaignReport: (id: string) => `/campaigns/${id}/report`,
  campaignWaves: (id: string, zoneField: string, wallTime: string) =>
    `/campaigns/${id}/waves?${new URLSearchParams({ zoneField, wallTime })}`,
  campaignProof: (id: string) => `/campaigns/${id}/proof.json`,
  recipientsCsv: (id: string) => `/campaigns/${id}/recipients.csv`,
  reports: () => "/reports",
  settings: () => "/settings",
  profile: () => "/settings/profile",
  accountSettings: () => "/settings/account",
  sending: () => "/settings/sending",
  sendingDomain: (id: string) => `/settings/sending/${id}`,
  sendingDomainLive: (id: string) => `/settings/sending/${id}/live`,
  relay: (kind?: string) => withQuery("/settings/sending/relay", { kind }),
  senderAgreed: () => "/sender/agreed",
  members: () => "/settings/members",
  member: (userId: string) => `/settings/members/${userId}`,
  security: () => "/settings/security",
  audit: (before?: number) => (before ? `/settings/audit?before=${before}` : "/settings/audit"),
  admin: () => "/admin",
  staffSignIn: (next?: string) =>
    next && next !== "/admin" ? `/admin/sign-in?next=${encodeURIComponent(next)}` : "/admin/sign-in",
  staffSignedIn: (next: string) => `/admin/sign-in?next=${encodeURIComponent(next)}&signed=1`,
  clientAccount: (id: string, before?: number) => `/admin/accounts/${id}${before ? `?before=${before}` : ""}`,
  privacy: () => "/privacy",
  privacyVersion: (version: number) => `/privacy/${version}`,
  cookies: () => "/privacy#cookie-table",
  disclosures: () => "/privacy#disclosure",
} as const;

function withQuery(path: string, values: Record<string, string | null | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** The page of a campaign that says most about it as it stands: its content, its sending, or its report. */
export function campaignPlace(id: string, status: string): string {
  if (status === "draft") return paths.campaign(id);
  return status === "sent" || status === "cancelled" ? paths.campaignReport(id) : paths.campaignSending(id);
}

/** Where to go after signing in: a path of this site, else `otherwise`. `//host` and `/\\host` are other sites in disguise. */
export function safeNext(next: string | undefined, otherwise: string = paths.overview()): string {
  return next && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : otherwise;
}
