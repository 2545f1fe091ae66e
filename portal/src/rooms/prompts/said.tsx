/** What evaluations said of a version: each run that spoke with it, and its figures. */

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { formatPercent } from "@/ui/format";
import { Time } from "@/ui/time";

import { type Evaluation, runsQuery, spokeIn } from "./data";
import classes from "./prompts.module.css";

const SHOWN = ["judged_right", "facts", "citation_recall", "citation_precision", "false_refusal"];

export function Said({ of }: { of: string }) {
  const { t } = useTranslation("prompts");
  const { data, error, refetch } = useQuery(runsQuery);
  const runs = data?.filter(spokeIn(of));
  const measured = SHOWN.filter((name) => runs?.some((run) => name in run.metrics));
  const columns: Column<Evaluation>[] = [
    {
      key: "run",
      label: t("run"),
      cell: (each) => (
        <span className={classes.named}>
          <Link to="/evaluation/$evaluationId" params={{ evaluationId: each.id }}>
            {each.name || each.collection}
          </Link>
          <span className={classes.aside}>
            {each.collection} · <Time when={each.createdAt} />
          </span>
        </span>
      ),
    },
    ...measured.map((name) => ({
      key: name,
      label: t(`measure.${name}`),
      align: "end" as const,
      cell: (each: Evaluation) => <span className={classes.figure}>{each.metrics[name] ? formatPercent(each.metrics[name].value, 1) : "–"}</span>,
    })),
  ];
  return (
    <section className={classes.section}>
      <h2>{t("said")}</h2>
      <p>{t("said.what")}</p>
      <DataTable
        label={t("said")}
        columns={columns}
        rows={runs}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        expected={1}
        empty={<p className={classes.nothing}>{t("said.none")}</p>}
      />
    </section>
  );
}
