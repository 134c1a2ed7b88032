// oxlint-disable-next-line no-restricted-imports -- here it is made ours
import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link within the product. It fetches its page when it is followed, never before: a page that nobody asked for
 * would count as a visit, as use of the session, and as work for the database once for each row of a table.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
