/** What each question measured, those with something amiss first in mind: filtered here, the filter in the address. */

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { formatNumber } from "@/ui/format";

import { type Result, resultsQuery, type Run } from "../data";
import { formatMeasure, isFull, telling, useMeasures } from "../measures";
import classes from "../parts/evaluation.module.css";

const SHOWS = ["all", "amiss", "failed", "unanswerable"] as const;
type Show = (typeof SHOWS)[number];
const STEP = 50;
const MOST_COLUMNS = 4;
const JUDGE = "judge:";

/** Of how deep a passage was found only the outermost counts: found at all is enough here. */
const isAmiss = ({ measures }: Result) =>
  Object.entries(measures).some(([name, value]) => !/^(?:mrr|ndcg|citation_precision|recall@(?!10$))/.test(name) && !isFull(name, value));

const FILTERS: Record<Show, (result: Result) => boolean> = {
  all: () => true,
  amiss: isAmiss,
  failed: ({ failure }) => failure !== null,
  unanswerable: ({ answerable }) => !answerable,
};

export function Results({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { show?: string };
  const show = SHOWS.find((each) => each === asked.show) ?? "all";
  const [words, setWords] = useState("");
  const [most, setMost] = useState(STEP);
  const { data, error, refetch } = useQuery(resultsQuery(run.id));
  const found = data?.items.filter((each) => FILTERS[show](each) && each.question.toLowerCase().includes(words.trim().toLowerCase()));
  const counts = (each: Show) => (data ? t("results.show.count", { text: t(`results.${each}`), number: formatNumber(data.items.filter(FILTERS[each]).length) }) : t(`results.${each}`));
  return (
    <section className={classes.section}>
      <h2>{t("results")}</h2>
      <div className={classes.bar}>
        <NativeSelect
          label={t("results.show")}
          data={SHOWS.map((value) => ({ value, label: counts(value) }))}
          value={show}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            void navigate({ to: "/evaluation/$evaluationId", params: { evaluationId: run.id }, search: chosen === "all" ? {} : { show: chosen }, replace: true, resetScroll: false });
          }}
        />
        <TextInput className={classes.grow} size="sm" label={t("results.find")} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      </div>
      <DataTable
        label={t("results")}
        columns={useColumns(run)}
        rows={found?.slice(0, most)}
        rowKey={(each) => each.questionId}
        error={error}
        onRetry={() => void refetch()}
        empty={<p className={classes.plain}>{t("results.none")}</p>}
      />
      {found && found.length > most ? (
        <Button variant="default" mt="md" onClick={() => setMost(most + STEP)}>
          {t("results.more")}
        </Button>
      ) : null}
      {data?.cut ? <p className={classes.plain}>{t("results.cut", { number: formatNumber(data.items.length) })}</p> : null}
    </section>
  );
}

function useColumns(run: Run): Column<Result>[] {
  const { t } = useTranslation("evaluation");
  const { nameOf } = useMeasures();
  const failureOf = ({ failure }: Result) => {
    if (!failure) return null;
    return failure.startsWith(JUDGE) ? t("results.unjudged", { code: failure.slice(JUDGE.length) }) : t("results.failure", { code: failure });
  };
  return [
    {
      key: "question",
      label: t("question"),
      cell: (each) => (
        <span className={classes.named}>
          <span>{each.question}</span>
          <span className={classes.aside}>{[each.answerable ? null : t("unanswerable"), failureOf(each)].filter(Boolean).join(" · ")}</span>
        </span>
      ),
    },
    ...telling(Object.keys(run.metrics))
      .slice(0, MOST_COLUMNS)
      .map((name) => ({
        key: name,
        label: nameOf(name),
        align: "end" as const,
        cell: ({ measures }: Result) => <span className={classes.figure}>{name in measures ? formatMeasure(name, measures[name]) : "–"}</span>,
      })),
    ...(["false_refusal", "refusal"].some((name) => name in run.metrics)
      ? [{ key: "refused", label: t("refused"), cell: ({ measures }: Result) => refusal(measures, t) }]
      : []),
  ];
}

function refusal(measures: Result["measures"], t: (key: string) => string) {
  if ("refusal" in measures) return t(measures.refusal ? "refused.rightly" : "refused.not");
  return "false_refusal" in measures ? t(measures.false_refusal ? "refused.wrongly" : "refused.no") : "–";
}
