/** Each measure of two runs: both means, their difference with its interval, drawn and in figures, and what that says. */

import { useTranslation } from "react-i18next";

import type { Schema } from "@/api/client";
import { type Column, DataTable } from "@/ui/data-table";
import { formatNumber } from "@/ui/format";
import { State, type Tone } from "@/ui/state";

import { formatMeasure, useMeasures } from "../measures";
import classes from "../parts/evaluation.module.css";

export type Difference = Schema<"DifferenceOut">;

const TONES: Record<string, Tone> = { better: "good", worse: "bad", same: "quiet" };
const WIDTH = 160;
const HEIGHT = 20;
const EDGE = 6;

const isUnmoved = ({ difference, low, high }: Difference) => difference === 0 && low === 0 && high === 0;

/** Measures that no question moved are one line: what is left is what there is to look at. */
export function Differences({ differences: all }: { differences: Difference[] }) {
  const { t } = useTranslation("evaluation");
  const { nameOf, changeOf } = useMeasures();
  const unmoved = all.filter(isUnmoved);
  const differences = all.filter((each) => !isUnmoved(each));
  const reach = Math.max(...differences.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]), 0.01);
  const figure = (text: string) => <span className={classes.figure}>{text}</span>;
  const columns: Column<Difference>[] = [
    { key: "measure", label: t("measure"), cell: ({ measure }) => nameOf(measure) },
    { key: "first", label: t("first"), align: "end", cell: ({ measure, first }) => figure(formatMeasure(measure, first)) },
    { key: "second", label: t("second"), align: "end", cell: ({ measure, second }) => figure(formatMeasure(measure, second)) },
    {
      key: "difference",
      label: t("difference"),
      align: "end",
      cell: ({ measure, difference, low, high }) => (
        <span className={classes.named}>
          <strong className={classes.figure}>{changeOf(measure, difference)}</strong>
          <span className={classes.aside}>{t("interval", { low: changeOf(measure, low), high: changeOf(measure, high) })}</span>
        </span>
      ),
    },
    { key: "drawn", label: t("interval.drawn"), quiet: true, cell: (each) => <Interval of={each} reach={reach} /> },
    { key: "questions", label: t("questions"), align: "end", cell: ({ questions }) => figure(formatNumber(questions)) },
    { key: "verdict", label: t("verdict"), cell: ({ verdict }) => <State tone={TONES[verdict] ?? "quiet"} text={t(`verdict.${verdict}`)} /> },
  ];
  return (
    <>
      <DataTable label={t("differences")} columns={columns} rows={differences} rowKey={({ measure }) => measure} empty={<p className={classes.plain}>{t(all.length ? "differences.none" : "measured.none")}</p>} />
      {unmoved.length ? (
        <p className={classes.plain}>{t("differences.unmoved", { measures: unmoved.map(({ measure, second }) => `${nameOf(measure)} ${formatMeasure(measure, second)}`).join(", ") })}</p>
      ) : null}
    </>
  );
}

/** The interval as a line on an axis that all rows share, and where no difference would lie. */
function Interval({ of: { low, high, difference, verdict }, reach }: { of: Difference; reach: number }) {
  const at = (value: number) => WIDTH / 2 + (value / reach) * (WIDTH / 2 - EDGE);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden className={`${classes.interval} mantine-visible-from-sm`} data-verdict={verdict}>
      <line x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} className={classes.zero} />
      <line x1={at(low)} x2={at(high)} y1={HEIGHT / 2} y2={HEIGHT / 2} className={classes.span} />
      <circle cx={at(difference)} cy={HEIGHT / 2} r={4.5} className={classes.mean} />
    </svg>
  );
}
