/** Every run, the newest first: how it stands, its figures, and the choice of two to lay side by side. */

import { Button, NativeSelect } from "@mantine/core";
import IconChecklist from "@tabler/icons-react/dist/esm/icons/IconChecklist.mjs";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { collectionsQuery, flat, nameOf, type Run, runsQuery } from "../data";
import { formatMeasure, telling, useMeasures } from "../measures";
import { configurationOf } from "../parts/configuration";
import classes from "../parts/evaluation.module.css";
import { RunState } from "../parts/run-state";
import { EvaluationTabs } from "../parts/tabs";

const SHOWN = 2;
const BOTH = 2;

export default function Runs() {
  const { t } = useTranslation("evaluation");
  const writes = useHolds("documents:write");
  const { collection } = useSearch({ strict: false }) as { collection?: string };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(runsQuery(collection));
  const rows = flat(data);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const start = (
    <Button component={Link} to="/evaluation/new" search={(collection ? { collection } : {}) as never}>
      {t("start")}
    </Button>
  );
  const empty = (
    <EmptyState icon={IconChecklist} title={t("runs.none")} action={writes ? start : null}>
      {t(writes ? "runs.none.what" : "runs.none.reader")}
    </EmptyState>
  );
  return (
    <>
      <PageTitle title={t("title")} description={t("what")} actions={writes && rows?.length ? start : null} />
      <EvaluationTabs />
      {rows?.length || collection ? <Bar collection={collection} rows={rows ?? []} selected={selected} /> : null}
      <DataTable
        label={t("runs.title")}
        columns={useColumns()}
        rows={rows}
        rowKey={(each) => each.id}
        rowName={nameOf}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        selected={selected}
        onSelect={setSelected}
        empty={empty}
      />
    </>
  );
}

function Bar({ collection, rows, selected }: { collection?: string; rows: Run[]; selected: ReadonlySet<string> }) {
  const { t } = useTranslation("evaluation");
  const navigate = useNavigate();
  const collections = useQuery(collectionsQuery).data ?? [];
  const chosen = rows.filter(({ id, state }) => selected.has(id) && state === "done");
  const [second, first] = chosen; // the newest stands first in the list
  const ready = chosen.length === BOTH && selected.size === BOTH;
  return (
    <div className={classes.bar}>
      <NativeSelect
        label={t("collection")}
        data={[{ value: "", label: t("all") }, ...collections.map(({ id, name }) => ({ value: id, label: name }))]}
        value={collection ?? ""}
        onChange={(event) => void navigate({ to: "/evaluation", search: event.currentTarget.value ? { collection: event.currentTarget.value } : {}, replace: true })}
      />
      <Button
        variant="default"
        disabled={!ready}
        onClick={() => void navigate({ to: "/evaluation/compare", search: { first: first.id, second: second.id } })}
      >
        {t("compare")}
      </Button>
      <p className={classes.hint}>{t(ready ? "compare.ready" : "compare.how")}</p>
    </div>
  );
}

function useColumns(): Column<Run>[] {
  const { t } = useTranslation("evaluation");
  const { nameOf: measureName } = useMeasures();
  return [
    {
      key: "run",
      label: t("run"),
      cell: (each) => (
        <span className={classes.named}>
          <Link to="/evaluation/$evaluationId" params={{ evaluationId: each.id }}>
            <bdi>{nameOf(each)}</bdi>
          </Link>
          <span className={classes.aside}>{[each.name ? each.collection : null, configurationOf(each).prompt ?? t(`mode.${configurationOf(each).mode}`)].filter(Boolean).join(" · ")}</span>
        </span>
      ),
    },
    { key: "state", label: t("state"), cell: (each) => <RunState run={each} /> },
    {
      key: "figures",
      label: t("figures"),
      cell: (each) => (
        <span className={classes.figures}>
          {telling(Object.keys(each.metrics))
            .slice(0, SHOWN)
            .map((name) => (
              <span key={name}>
                {measureName(name)} <strong>{formatMeasure(name, each.metrics[name].value)}</strong>
              </span>
            ))}
        </span>
      ),
    },
    { key: "questions", label: t("questions"), align: "end", cell: (each) => <span className={classes.figure}>{formatNumber(each.questions)}</span> },
    { key: "when", label: t("when"), cell: (each) => <Time when={each.createdAt} /> },
  ];
}
