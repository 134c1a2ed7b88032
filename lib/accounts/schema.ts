import { z } from "zod";
import { locales } from "@/lib/platform/locales";

/** The five areas of permission. A member holds any of them; `administration` covers the account itself. */
export const Permission = z.enum(["reports", "campaigns", "templates", "contacts", "administration"]);
export type Permission = z.infer<typeof Permission>;

export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

export const Theme = z.enum(["system", "light", "dark"]);
export type Theme = z.infer<typeof Theme>;
