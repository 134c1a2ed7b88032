const TEETH = 4;
const SIDE = 24;

/** The mark of the house: a perforated stamp with an open M. Decorative; the name stands beside it. */
export function Stamp({ className = "size-6" }: { className?: string }) {
  return (
    <svg aria-hidden viewBox={`0 0 ${SIDE} ${SIDE}`} className={className}>
      <path className="fill-ink" d={outline} />
      <path
        className="stroke-ink-inv"
        d="M6.8 16.6V8l5.2 5 5.2-5v8.6"
        fill="none"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

// One side is a run of bites of equal width with paper between; the other three are the same, turned.
const outline = sides();

function sides(): string {
  const [edge, far, bite] = [1, SIDE - 1, 2.6];
  const gap = (far - edge - TEETH * bite) / (TEETH + 1);
  const steps = Array.from({ length: TEETH }, (_, tooth) => edge + gap + tooth * (bite + gap));
  const arc = `a${bite / 2} ${bite / 2} 0 0 0`;
  const side = (line: (at: number) => string, turn: string) => steps.map((at) => `${line(at)}${arc} ${turn}`).join("");
  const back = (at: number) => edge + far - at;
  return (
    `M${edge} ${edge}` +
    side((at) => `H${at}`, `${bite} 0`) +
    `H${far}` +
    side((at) => `V${at}`, `0 ${bite}`) +
    `V${far}` +
    side((at) => `H${back(at)}`, `${-bite} 0`) +
    `H${edge}` +
    side((at) => `V${back(at)}`, `0 ${-bite}`) +
    "Z"
  );
}
