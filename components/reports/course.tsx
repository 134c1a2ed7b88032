import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Point } from "@/lib/reports/schema";
import { Bars } from "./bars";

type CourseProps = { series: Point[]; step: "hour" | "day"; machines: number };

/** The course of a campaign: one strip for each kind with an axis of its own, and the same numbers as a table. */
export function Course({ series, step, machines }: CourseProps) {
  const t = useTranslations("reports");
  const { number, dateTime } = useFormatter();
  const name = (at: Date) =>
    step === "hour"
      ? dateTime(at, { weekday: "short", hour: "2-digit", minute: "2-digit" })
      : dateTime(at, { day: "numeric", month: "short" });
  if (series.length === 0) return null;
  const strip = (key: "sent" | "opens" | "clicks" | "machines") => series.map((point) => point[key]);
  const labels = series.map(({ at }) => name(at));
  return (
    <Card title={t(step === "hour" ? "courseHours" : "courseDays")}>
      <div className="grid gap-4 px-4 pb-4">
        <Bars label={t("strip.sent")} values={strip("sent")} labels={labels} ink="text-sent" tall />
        <Bars label={t("strip.opens")} values={strip("opens")} labels={labels} ink="text-opened" />
        <Bars label={t("strip.clicks")} values={strip("clicks")} labels={labels} ink="text-clicked" />
        {machines > 0 && (
          <Bars label={t("strip.machines")} values={strip("machines")} labels={labels} ink="text-machine" hatched />
        )}
      </div>
      {machines > 0 && (
        <p className="border-t border-line px-4 py-3 text-12 text-ink-2">{t("machinesNote", { n: machines })}</p>
      )}
      <details className="border-t border-line">
        <summary className="cursor-pointer px-4 py-3 text-12 font-medium">{t("asTable")}</summary>
        <Table label={t("courseTable")}>
          <TableHead>
            <HeadCell>{t("when")}</HeadCell>
            <HeadCell numeric>{t("accepted")}</HeadCell>
            <HeadCell numeric>{t("opened.people")}</HeadCell>
            <HeadCell numeric>{t("clicked.people")}</HeadCell>
            <HeadCell numeric>{t("machines")}</HeadCell>
          </TableHead>
          <TableBody>
            {series.map((point, at) => (
              <Row key={point.at.toISOString()}>
                <RowName>{labels[at]}</RowName>
                <Cell numeric label={t("accepted")}>
                  {number(point.sent)}
                </Cell>
                <Cell numeric label={t("opened.people")}>
                  {number(point.opens)}
                </Cell>
                <Cell numeric label={t("clicked.people")}>
                  {number(point.clicks)}
                </Cell>
                <Cell numeric label={t("machines")}>
                  {number(point.machines)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </details>
    </Card>
  );
}
