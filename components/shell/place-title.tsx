"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { placeAt } from "./places";

/** The name of the place one is in, for the bar at the top. */
export function PlaceTitle() {
  const t = useTranslations("shell.places");
  const place = placeAt(usePathname());
  return <span className="truncate font-strong">{place ? t(place.name) : ""}</span>;
}
