import { useFormatter } from "next-intl";
import { Card, CardRow } from "@/components/ui/card";
import { Bar, type Ink } from "@/components/ui/progress";

type SumListProps = { title: string; rows: { name: string; n: number }[]; empty: string; ink: Ink };

/** Reasons with their numbers, the most frequent first. */
export function SumList({ title, rows, empty, ink }: SumListProps) {
  const { number } = useFormatter();
  const most = Math.max(1, ...rows.map(({ n }) => n));
  return (
    <Card title={title}>
      {rows.map(({ name, n }) => (
        <CardRow
          key={name}
          value={
            <span className="figures inline-flex items-center gap-2.5">
              <Bar share={n / most} ink={ink} />
              {number(n)}
            </span>
          }
        >
          {name}
        </CardRow>
      ))}
      {rows.length === 0 && <p className="border-t border-line px-4 py-3 text-ink-3">{empty}</p>}
    </Card>
  );
}
