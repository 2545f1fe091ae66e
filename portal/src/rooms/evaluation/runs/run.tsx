/** One run: how far it is, what it measured, what it was asked with, and every question. */

import { Button, Group, Progress, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ApiError } from "@/api/errors";
import { useHolds } from "@/shell/session";
import { useNamedTitle } from "@/shell/title";
import { Confirm } from "@/ui/dialog-form";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { changed, isUnsettled, jobQuery, nameOf, type Run, runQuery, stopJob } from "../data";
import classes from "../parts/evaluation.module.css";
import { RunState } from "../parts/run-state";
import { Facts } from "./facts";
import { Measures } from "./measured";
import { Results } from "./results";

const PERCENT = 100;

export default function RunPage() {
  const { t } = useTranslation("evaluation");
  const { evaluationId } = useParams({ strict: false }) as { evaluationId: string };
  const { data, error, refetch } = useQuery(runQuery(evaluationId));
  useNamedTitle(data && nameOf(data));
  return (
    <>
      <p className={classes.back}>
        <Link to="/evaluation">{t("title")}</Link>
      </p>
      <PageTitle
        title={data ? <bdi>{nameOf(data)}</bdi> : t("run")}
        description={
          data ? (
            <>
              {data.collection} · <Time when={data.createdAt} as="day-time" />
            </>
          ) : null
        }
        actions={data ? <Acts run={data} /> : null}
      />
      {data ? <Opened run={data} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={5} height={56} />}
    </>
  );
}

function Acts({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  const writes = useHolds("documents:write");
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <>
      {writes ? (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("delete")}
        </Button>
      ) : null}
      {run.state === "done" ? (
        <Button component={Link} to="/evaluation/compare" search={{ second: run.id } as never} variant="default">
          {t("compare.with")}
        </Button>
      ) : null}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("run.delete.title")}
        what={t("run.delete.what")}
        action={t("delete")}
        danger
        onConfirm={async () => {
          await unwrap(api.DELETE("/api/v1/evaluations/{evaluation_id}", { params: { path: { evaluation_id: run.id } } }));
          await navigate({ to: "/evaluation" });
          await changed("runs");
        }}
      />
    </>
  );
}

function Opened({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  if (isUnsettled(run)) {
    return (
      <>
        <Underway run={run} />
        <Facts run={run} />
      </>
    );
  }
  return (
    <>
      {run.state === "failed" ? <Failed run={run} /> : null}
      {run.state === "done" ? (
        <section className={classes.section}>
          <div className={classes.heading}>
            <h2>{t("measured")}</h2>
            <RunState run={run} />
          </div>
          <Measures run={run} />
        </section>
      ) : null}
      <Facts run={run} />
      {run.state === "done" ? <Results run={run} /> : null}
    </>
  );
}

function Failed({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  return run.failure ? <ErrorNote title={t("run.failed")} error={new ApiError(run.failure)} /> : <p className={classes.plain}>{t("run.stopped")}</p>;
}

/** The run goes on without this page: whoever comes back finds it as far as it is. */
function Underway({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  const stops = useHolds("jobs:write");
  const { data: job } = useQuery({ ...jobQuery(run.jobId ?? 0), enabled: run.jobId !== null });
  const stop = useMutation({ mutationFn: () => stopJob(run.jobId ?? 0), onSettled: () => changed("run", "runs", "job") });
  const total = job?.progress?.total ?? run.questions;
  const done = job?.progress?.done ?? 0;
  const text = run.state === "queued" ? t("run.queued") : t("run.progress", { done: formatNumber(done), total: formatNumber(total) });
  return (
    <section className={classes.section}>
      <Text role="status" fw={600} mb="xs">
        {job?.cancelRequested ? t("run.stopping") : text}
      </Text>
      <Progress value={total ? (done / total) * PERCENT : 0} size="lg" aria-label={t("run.progress.of")} animated={false} />
      <Text c="dimmed" mt="sm">
        {t("run.leave")}
      </Text>
      {stop.error ? <ErrorNote error={stop.error} /> : null}
      {stops && run.jobId !== null ? (
        <Group mt="md">
          <Button variant="default" loading={stop.isPending} disabled={job?.cancelRequested} onClick={() => stop.mutate()}>
            {t("run.stop")}
          </Button>
        </Group>
      ) : null}
    </section>
  );
}
