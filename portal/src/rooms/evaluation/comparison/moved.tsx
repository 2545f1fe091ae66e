/** Which questions got better or worse from one run to the other, by one measure at a time. */

import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Schema } from "@/api/client";
import { type Column, DataTable } from "@/ui/data-table";
import { formatNumber } from "@/ui/format";

import { flat, movedQuery, type Way } from "../data";
import { formatMeasure, telling, useMeasures } from "../measures";
import classes from "../parts/evaluation.module.css";
import type { Difference } from "./differences";

const WAYS: Way[] = ["worse", "better", "same"];
const SIGNS: Record<Way, string> = { worse: "▼", better: "▲", same: "=" };

type Row = Schema<"MovedQuestionOut">;

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

export function Moved({ differences, ...all }: Properties) {
  const measures = differences.map(({ measure }) => measure);
  const measure = measures.find((each) => each === all.asked.measure) ?? telling(measures)[0] ?? measures[0];
  return measure ? <By measure={measure} measures={measures} {...all} /> : null;
}

function By({ first, second, measure, measures, asked, onChoose }: Omit<Properties, "differences"> & { measure: string; measures: string[] }) {
  const { t } = useTranslation("evaluation");
  const { nameOf } = useMeasures();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(movedQuery(first, second, measure, WAYS.find((each) => each === asked.moved)));
  const columns = useColumns(measure);
  const { moved: way = "worse", counts = { worse: 0, better: 0, same: 0 } } = data?.pages[0] ?? {};
  return (
    <section className={classes.section}>
      <h2>{t("moved")}</h2>
      <p>{t("moved.what")}</p>
      <div className={classes.bar}>
        <NativeSelect label={t("measure")} data={measures.map((value) => ({ value, label: nameOf(value) }))} value={measure} onChange={(event) => onChoose({ measure: event.currentTarget.value })} />
        <SegmentedControl
          aria-label={t("moved")}
          data={WAYS.map((value) => ({ value, label: `${SIGNS[value]} ${t("moved.count", { text: t(`moved.${value}`), number: formatNumber(counts[value]) })}` }))}
          value={way}
          onChange={(value) => onChoose({ moved: value })}
        />
      </div>
      <DataTable
        label={t("moved")}
        columns={columns}
        rows={flat(data)}
        rowKey={({ questionId }) => questionId}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        empty={<p className={classes.plain}>{t(`moved.none.${way}`)}</p>}
      />
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
