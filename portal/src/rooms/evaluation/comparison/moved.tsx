/** Which questions got better or worse from one run to the other, by one measure at a time. */

import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { formatNumber } from "@/ui/format";

import { resultsQuery } from "../data";
import { formatMeasure, gain, telling, useMeasures } from "../measures";
import classes from "../parts/evaluation.module.css";
import type { Difference } from "./differences";

const WAYS = ["worse", "better", "same"] as const;
type Way = (typeof WAYS)[number];
const STEP = 50;
const SIGNS: Record<Way, string> = { worse: "▼", better: "▲", same: "=" };

interface Row {
  id: string;
  question: string;
  first: number;
  second: number;
  gain: number;
}

interface Asked {
  measure?: string;
  moved?: string;
}

interface Properties {
  first: string;
  second: string;
  differences: Difference[];
  asked: Asked;
  onChoose: (change: Asked) => void;
}

const wayOf = ({ gain }: Row): Way => (gain > 0 ? "better" : gain < 0 ? "worse" : "same");

export function Moved({ first, second, differences, asked, onChoose }: Properties) {
  const { t } = useTranslation("evaluation");
  const { nameOf } = useMeasures();
  const [before, after] = [useQuery(resultsQuery(first)), useQuery(resultsQuery(second))];
  const [most, setMost] = useState(STEP);
  const measures = differences.map(({ measure }) => measure);
  const measure = measures.find((each) => each === asked.measure) ?? telling(measures)[0] ?? measures[0];
  const columns = useColumns(measure);
  const rows = before.data && after.data && rowsOf(before.data.items, after.data.items, measure);
  const count = (way: Way) => rows?.filter((row) => wayOf(row) === way).length ?? 0;
  const way = WAYS.find((each) => each === asked.moved) ?? (count("worse") ? "worse" : count("better") ? "better" : "same");
  const shown = rows?.filter((row) => wayOf(row) === way).toSorted((a, b) => Math.abs(b.gain) - Math.abs(a.gain));
  const error = before.error ?? after.error;
  if (!measure) return null;
  return (
    <section className={classes.section}>
      <h2>{t("moved")}</h2>
      <p>{t("moved.what")}</p>
      <div className={classes.bar}>
        <NativeSelect label={t("measure")} data={measures.map((value) => ({ value, label: nameOf(value) }))} value={measure} onChange={(event) => onChoose({ measure: event.currentTarget.value })} />
        <SegmentedControl
          aria-label={t("moved")}
          data={WAYS.map((value) => ({ value, label: `${SIGNS[value]} ${t("moved.count", { text: t(`moved.${value}`), number: formatNumber(count(value)) })}` }))}
          value={way}
          onChange={(value) => onChoose({ moved: value })}
        />
      </div>
      <DataTable
        label={t("moved")}
        columns={columns}
        rows={shown?.slice(0, most)}
        rowKey={({ id }) => id}
        error={error}
        onRetry={() => void Promise.all([before.refetch(), after.refetch()])}
        empty={<p className={classes.plain}>{t(`moved.none.${way}`)}</p>}
      />
      {shown && shown.length > most ? (
        <Button variant="default" mt="md" onClick={() => setMost(most + STEP)}>
          {t("results.more")}
        </Button>
      ) : null}
    </section>
  );
}

function useColumns(measure: string): Column<Row>[] {
  const { t } = useTranslation("evaluation");
  const { changeOf } = useMeasures();
  const figure = (value: number) => <span className={classes.figure}>{formatMeasure(measure, value)}</span>;
  return [
    { key: "question", label: t("question"), cell: ({ question }) => question },
    { key: "first", label: t("first"), align: "end", cell: ({ first }) => figure(first) },
    { key: "second", label: t("second"), align: "end", cell: ({ second }) => figure(second) },
    {
      key: "change",
      label: t("difference"),
      align: "end",
      cell: (row) => (
        <span className={classes.figure} data-way={wayOf(row)}>
          <span aria-hidden>{SIGNS[wayOf(row)]} </span>
          {changeOf(measure, row.second - row.first)}
        </span>
      ),
    },
  ];
}

function rowsOf(before: { questionId: string; measures: Record<string, number> }[], after: { questionId: string; question: string; measures: Record<string, number> }[], measure: string): Row[] {
  const known = new Map(before.map((each) => [each.questionId, each.measures[measure]]));
  return after.flatMap(({ questionId, question, measures }) => {
    const [first, second] = [known.get(questionId), measures[measure]];
    return first === undefined || second === undefined ? [] : [{ id: questionId, question, first, second, gain: gain(measure, first, second) }];
  });
}
