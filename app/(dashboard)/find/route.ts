import { findByText } from "@/lib/reports";
import { FindQuery } from "@/lib/reports/schema";
import { route } from "@/lib/web/route";

export const GET = route(null, { query: FindQuery }, (tenant, { query }) => findByText(tenant, query.q));
