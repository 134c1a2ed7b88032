import { ChartNoAxesColumn, House, ScrollText, Send, Settings, Users } from "lucide-react";
import type { Permission } from "@/lib/accounts/schema";
import { paths } from "@/lib/web/paths";

type Place = {
  name: "overview" | "campaigns" | "contacts" | "lists" | "reports" | "settings";
  href: string;
  Icon: typeof House;
  /** Whoever lacks it does not see the place; the page itself refuses too. */
  needs?: Permission;
  /** The key that leads there after "g". */
  letter: string;
  group: "work" | "audience" | "foot";
  /** Stands in the bar at the foot of a phone. */
  thumb: boolean;
};

/** The places of the dashboard in their order. */
export const places: readonly Place[] = [
  { name: "overview", letter: "o", href: paths.overview(), Icon: House, group: "work", thumb: true },
  {
    name: "campaigns",
    letter: "c",
    href: paths.campaigns(),
    Icon: Send,
    needs: "campaigns",
    group: "work",
    thumb: true,
  },
  {
    name: "reports",
    letter: "r",
    href: paths.reports(),
    Icon: ChartNoAxesColumn,
    needs: "reports",
    group: "work",
    thumb: true,
  },
  {
    name: "contacts",
    letter: "p",
    href: paths.contacts(),
    Icon: Users,
    needs: "contacts",
    group: "audience",
    thumb: true,
  },
  {
    name: "lists",
    letter: "l",
    href: paths.lists(),
    Icon: ScrollText,
    needs: "contacts",
    group: "audience",
    thumb: false,
  },
  { name: "settings", letter: "s", href: paths.settings(), Icon: Settings, group: "foot", thumb: false },
];

/** The places that someone with these permissions may enter. */
export function placesFor(permissions: readonly Permission[]): Place[] {
  return places.filter(({ needs }) => !needs || permissions.includes(needs));
}

/** The place to which an address belongs. */
export function placeAt(address: string): Place | undefined {
  return places.find(({ href }) => address === href || address.startsWith(`${href}/`));
}
