/** A chart of figures by day under its heading, and the same figures as a table for whoever does not see it. */

import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Chart, type Series } from "@/ui/charts";
import { formatDay, formatShortDay } from "@/ui/format";

import classes from "./insight.module.css";

export type DayRow = { day: string } & Record<string, number | string | null>;

interface Properties {
  kind: "bars" | "lines";
  title: string;
  /** One line that says how to read it. */
  what: string;
  /** A row for every day; null where there is nothing to measure. */
  rows: DayRow[];
  series: Series[];
  whole?: boolean;
  format: (value: number) => string;
}

/** The day as it is here: without a time it would be one of Greenwich. */
const momentOf = (day: string) => `${day}T00:00:00`;

export function DayChart({ kind, title, what, rows, series, whole, format }: Properties) {
  return (
    <figure className={classes.chart}>
      <figcaption>
        <h2>{title}</h2>
        <p>{what}</p>
      </figcaption>
      <Chart kind={kind} label={title} data={rows} along="day" series={series} stacked whole={whole} format={format} formatAlong={(day) => formatShortDay(momentOf(day))} />
      <Figures title={title} rows={rows} series={series} format={format} />
    </figure>
  );
}

function Figures({ title, rows, series, format }: Pick<Properties, "title" | "rows" | "series" | "format">) {
  const { t } = useTranslation("insight");
  return (
    <details className={classes.details}>
      <summary>{t("chart.table")}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
        <Table verticalSpacing={6} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("day")}</Table.Th>
              {series.map(({ name, label }) => (
                <Table.Th key={name} scope="col" ta="end">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.toReversed().map((row) => (
              <Table.Tr key={row.day}>
                <Table.Th scope="row" fw={400}>
                  {formatDay(momentOf(row.day))}
                </Table.Th>
                {series.map(({ name }) => (
                  <Table.Td key={name} ta="end">
                    {typeof row[name] === "number" ? format(row[name]) : "–"}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
