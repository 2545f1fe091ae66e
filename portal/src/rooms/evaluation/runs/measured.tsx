/** The figures of a run, what each means, and whether it reached its goal. */

import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { formatNumber } from "@/ui/format";
import { State } from "@/ui/state";

import type { Run } from "../data";
import { formatMeasure, isLowerBetter, useMeasures } from "../measures";
import classes from "../parts/evaluation.module.css";

interface Row {
  measure: string;
  value: number | null;
  questions: number;
  goal: number | undefined;
  missed: boolean;
}

const rowsOf = (run: Run): Row[] =>
  [...new Set([...Object.keys(run.metrics), ...Object.keys(run.bars)])].map((measure) => ({
    measure,
    value: run.metrics[measure]?.value ?? null,
    questions: run.metrics[measure]?.questions ?? 0,
    goal: run.bars[measure],
    missed: run.missed.includes(measure),
  }));

export function Measures({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  const { nameOf, whatOf } = useMeasures();
  const columns: Column<Row>[] = [
    {
      key: "measure",
      label: t("measure"),
      cell: ({ measure }) => (
        <span className={classes.named}>
          <span>{nameOf(measure)}</span>
          <span className={classes.aside}>{whatOf(measure)}</span>
        </span>
      ),
    },
    { key: "value", label: t("value"), align: "end", cell: ({ measure, value }) => <strong className={classes.figure}>{value === null ? "–" : formatMeasure(measure, value)}</strong> },
    { key: "questions", label: t("questions"), align: "end", cell: ({ questions }) => <span className={classes.figure}>{formatNumber(questions)}</span> },
    { key: "goal", label: t("goal"), cell: (row) => <Goal row={row} /> },
  ];
  const shown = Object.keys(run.bars).length ? columns : columns.filter(({ key }) => key !== "goal");
  return <DataTable label={t("measured")} columns={shown} rows={rowsOf(run)} rowKey={({ measure }) => measure} empty={<p className={classes.plain}>{t("measured.none")}</p>} />;
}

function Goal({ row: { measure, goal, missed } }: { row: Row }) {
  const { t } = useTranslation("evaluation");
  if (goal === undefined) return "–";
  const wanted = `${isLowerBetter(measure) ? "≤" : "≥"} ${formatMeasure(measure, goal)}`;
  return <State tone={missed ? "bad" : "good"} text={t(missed ? "goal.missed" : "goal.reached", { goal: wanted })} />;
}
