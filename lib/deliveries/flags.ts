/** Bits of delivery.flags. A bit that is newly set is what makes someone be counted once. */
export const Flag = {
  openedHuman: 1,
  openedProxy: 2,
  openedMachine: 4,
  clickedHuman: 8,
  clickedMachine: 16,
  left: 32,
  bounced: 64,
  ambiguous: 128,
} as const;
