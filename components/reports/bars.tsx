import { useFormatter } from "next-intl";
import { useId } from "react";
import { classes } from "@/components/ui/classes";

type BarsProps = {
  label: string;
  values: number[];
  labels: string[];
  ink: string;
  tall?: boolean;
  /** Made by programs: drawn hatched, so that it is told apart without colour. */
  hatched?: boolean;
};

const WIDTH = 1000;

/** A strip of bars on a true axis of its own, from zero. Its numbers stand in the table beside it, so the drawing is one picture with one name. */
export function Bars({ label, values, labels, ink, tall, hatched }: BarsProps) {
  const { number } = useFormatter();
  const pattern = useId();
  const top = niceTop(Math.max(...values));
  const height = tall ? 90 : 56;
  const step = WIDTH / values.length;
  const gap = values.length > 40 ? 1 : Math.min(6, step * 0.12);
  const marks = [0, Math.floor((labels.length - 1) / 2), labels.length - 1].filter(
    (at, n, all) => all.indexOf(at) === n,
  );
  return (
    <figure>
      <figcaption className="mb-1 text-12 text-ink-2">{label}</figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
        <div
          aria-hidden
          className="figures flex w-9 flex-col justify-between text-right text-11 leading-none text-ink-3"
        >
          <span>{number(top)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${WIDTH} ${height}`}
          preserveAspectRatio="none"
          className={classes("w-full", ink)}
          style={{ height }}
        >
          {hatched && (
            <defs>
              <pattern id={pattern} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="3" height="6" fill="currentColor" />
              </pattern>
            </defs>
          )}
          <line x1="0" x2={WIDTH} y1="0.5" y2="0.5" stroke="var(--line)" vectorEffect="non-scaling-stroke" />
          {values.map((value, at) => {
            const tallness = top > 0 ? (value / top) * (height - 1) : 0;
            return (
              <rect
                key={labels[at]! + at}
                x={at * step + gap / 2}
                width={Math.max(1, Math.min(step - gap, 60))}
                y={height - tallness}
                height={tallness}
                fill={hatched ? `url(#${pattern})` : "currentColor"}
              />
            );
          })}
          <line
            x1="0"
            x2={WIDTH}
            y1={height - 0.5}
            y2={height - 0.5}
            stroke="var(--line-2)"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span />
        <div aria-hidden className="mt-1 flex justify-between text-11 text-ink-3">
          {marks.map((at) => (
            <span key={at}>{labels[at]}</span>
          ))}
        </div>
      </div>
    </figure>
  );
}

// The next round number, so that the axis says something: 1, 2, 5, 10, 20 ...
function niceTop(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= most)!;
}
