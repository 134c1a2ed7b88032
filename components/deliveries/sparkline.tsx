import { classes } from "@/components/ui/classes";

const WIDTH = 220;
const HEIGHT = 34;

/** The pace of the last minutes as a line, for the eye only: the figures beside it say the same. Its place is kept until there is one to draw. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  const points = values.map(
    (value, at) => `${(at * step).toFixed(1)},${(HEIGHT - 2 - (value / most) * (HEIGHT - 4)).toFixed(1)}`,
  );
  return (
    <figure aria-hidden className={classes("hidden w-55 lg:block", points.length < 2 && "invisible")}>
      <figcaption className="text-12 text-ink-3">{label}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        preserveAspectRatio="none"
        className="block"
      >
        {points.length > 1 && (
          <>
            <polygon points={`0,${HEIGHT} ${points.join(" ")} ${WIDTH},${HEIGHT}`} className="fill-sunken" />
            <polyline points={points.join(" ")} className="fill-none stroke-ink" strokeWidth="1.5" />
          </>
        )}
        <line x1="0" y1={HEIGHT - 0.5} x2={WIDTH} y2={HEIGHT - 0.5} className="stroke-line-2" />
      </svg>
    </figure>
  );
}
