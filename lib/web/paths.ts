/** Every address of the product, typed: pages, links in mail and tests take them from here. */
export const paths = {
  home: () => "/",
  signIn: () => "/sign-in",
  signUp: () => "/sign-up",
  overview: () => "/overview",
  lists: () => "/lists",
  list: (id: string) => `/lists/${id}`,
  contacts: () => "/contacts",
  contact: (id: string) => `/contacts/${id}`,
  imports: () => "/contacts/import",
  import: (id: string) => `/contacts/import/${id}`,
  campaigns: () => "/campaigns",
  campaign: (id: string) => `/campaigns/${id}`,
  reports: () => "/reports",
  settings: () => "/settings",
  admin: () => "/admin",
  privacy: () => "/privacy",
} as const;
