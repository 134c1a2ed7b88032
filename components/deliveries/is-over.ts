/** Nothing leaves any more, unless somebody sends to the rest. */
export function isOver(status: string): boolean {
  return status === "sent" || status === "cancelled";
}
