import { askCheck, getDomain } from "@/lib/senders";
import { isCheckWaiting, type DomainView } from "@/lib/senders/schema";
import { IdParams } from "@/lib/web/id-params";
import { route } from "@/lib/web/route";

const shape = { params: IdParams };
const timesOf = (domain: DomainView) => ({ checkedAt: domain.checkedAt, isWaiting: isCheckWaiting(domain) });

/** When DNS was asked last, for the page that shows it. */
export const GET = route(
  "administration",
  shape,
  async (tenant, { params }) => timesOf(await getDomain(tenant, params.id)),
  { quiet: true },
);

/** Ask DNS again, for a page that is open and waits for something. */
export const POST = route(
  "administration",
  shape,
  async (tenant, { params }) => {
    await askCheck(tenant, params.id);
    return timesOf(await getDomain(tenant, params.id));
  },
  { quiet: true },
);
