/** Two runs over the same questions: by how much they differ, how sure that is, and which questions moved. */

import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatDayTime } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { comparisonQuery, flat, nameOf, type Run, runQuery, runsQuery } from "../data";
import classes from "../parts/evaluation.module.css";
import { Differences } from "./differences";
import { Moved } from "./moved";

interface Asked {
  first?: string;
  second?: string;
  measure?: string;
  moved?: string;
}

export default function Compare() {
  const { t } = useTranslation("evaluation");
  const asked = useSearch({ strict: false }) as Asked;
  const { data, error, refetch } = useInfiniteQuery(runsQuery(undefined));
  const listed = flat(data)?.filter(({ state }) => state === "done");
  // A run that the address names may be older than those of the list.
  const named = [useNamed(asked.first), useNamed(asked.second)].filter((run) => run !== undefined && run.state === "done") as Run[];
  const runs = listed && [...listed, ...named.filter((each) => !listed.some(({ id }) => id === each.id))];
  return (
    <>
      <p className={classes.back}>
        <Link to="/evaluation">{t("title")}</Link>
      </p>
      <PageTitle title={t("compare.title")} description={t("compare.what")} />
      {runs ? <Chosen runs={runs} asked={asked} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={4} height={64} />}
    </>
  );
}

const useNamed = (id: string | undefined) => useQuery({ ...runQuery(id ?? ""), enabled: Boolean(id) }).data;

function Chosen({ runs, asked }: { runs: Run[]; asked: Asked }) {
  const { t } = useTranslation("evaluation");
  const navigate = useNavigate();
  const second = runs.find(({ id }) => id === asked.second) ?? runs[0];
  const others = runs.filter((each) => each.collectionId === second?.collectionId && each.id !== second.id);
  const first = runs.find(({ id }) => id === asked.first) ?? others.find((each) => each.createdAt < second.createdAt) ?? others[0];
  if (!second || !first) {
    return (
      <EmptyState title={t("compare.none")} action={<Link to="/evaluation">{t("title")}</Link>}>
        {t("compare.none.what")}
      </EmptyState>
    );
  }
  const choose = (change: Asked) =>
    void navigate({ to: "/evaluation/compare", search: (was: Asked) => ({ first: first.id, second: second.id, ...was, ...change }), replace: true, resetScroll: false });
  const choices = runs.map((run) => ({ value: run.id, label: [nameOf(run), run.name ? run.collection : null, formatDayTime(run.createdAt)].filter(Boolean).join(" · ") }));
  return (
    <>
      <div className={classes.two}>
        <NativeSelect size="md" label={t("first")} data={choices} value={first.id} onChange={(event) => choose({ first: event.currentTarget.value })} />
        <NativeSelect size="md" label={t("second")} data={choices} value={second.id} onChange={(event) => choose({ second: event.currentTarget.value })} />
      </div>
      <Compared first={first} second={second} asked={asked} onChoose={choose} />
    </>
  );
}

function Compared({ first, second, asked, onChoose }: { first: Run; second: Run; asked: Asked; onChoose: (change: Asked) => void }) {
  const { t } = useTranslation("evaluation");
  const { data, error, refetch } = useQuery(comparisonQuery(first.id, second.id));
  if (!data) return error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={5} height={64} />;
  return (
    <>
      <section className={classes.section}>
        <h2>{t("differences")}</h2>
        <p>{t("differences.what")}</p>
        <Differences differences={data.differences} />
      </section>
      <Moved first={first.id} second={second.id} differences={data.differences} asked={asked} onChoose={(change) => onChoose({ measure: asked.measure, moved: asked.moved, ...change })} />
    </>
  );
}
