import { useFormatter } from "next-intl";
import { Badge } from "@/components/ui/badge";

/** A count as a share of what was sent; with a mark from `alarm` on. */
export function Share({ count, of, alarm }: { count: number; of: number; alarm?: number }) {
  const format = useFormatter();
  if (of === 0) return "–";
  const share = format.number(count / of, { style: "percent", maximumFractionDigits: 2 });
  return alarm !== undefined && count / of >= alarm ? <Badge tone="bad">{share}</Badge> : share;
}
