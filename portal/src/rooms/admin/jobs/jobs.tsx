/** Background work: what waits, runs and failed, with its reason; tried again, or stopped. */

import { Button, NativeSelect, Progress, Text } from "@mantine/core";
import IconActivity from "@tabler/icons-react/dist/esm/icons/IconActivity.mjs";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Sentence } from "@/ui/sentence";
import { State } from "@/ui/state";
import { Time } from "@/ui/time";

import { changed, flat, type Job } from "../data";
import classes from "../parts/admin.module.css";
import { Tabs } from "../parts/tabs";
import { jobsQuery } from "./reading";

const STATES: Job["status"][] = ["queued", "running", "failed", "succeeded", "cancelled"];
const TONES = { queued: "wary", running: "busy", failed: "bad", succeeded: "good", cancelled: "quiet" } as const;

export default function Jobs() {
  const { t } = useTranslation("admin");
  const { status } = useSearch({ strict: false }) as { status?: Job["status"] };
  const navigate = useNavigate();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(jobsQuery(status));
  const act = useMutation({
    mutationFn: ({ job, what }: { job: Job; what: "retry" | "cancel" }) => {
      const path = { params: { path: { job_id: job.id } } };
      return what === "retry" ? unwrap(api.POST("/api/v1/jobs/{job_id}/retry", path)) : unwrap(api.POST("/api/v1/jobs/{job_id}/cancel", path));
    },
    onSettled: () => changed("jobs"),
  });
  return (
    <>
      <PageTitle title={t("jobs.title")} description={t("jobs.what")} />
      <Tabs of="jobs" />
      <div className={classes.bar}>
        <NativeSelect
          label={t("state")}
          data={[{ value: "", label: t("all") }, ...STATES.map((value) => ({ value, label: t(`job.${value}`) }))]}
          value={status ?? ""}
          onChange={(event) => void navigate({ to: "/jobs", search: event.currentTarget.value ? { status: event.currentTarget.value } : {}, replace: true })}
        />
      </div>
      {act.error ? <ErrorNote error={act.error} /> : null}
      <DataTable
        label={t("jobs.title")}
        columns={useColumns((job, what) => act.mutate({ job, what }))}
        rows={flat(data)}
        rowKey={(each) => String(each.id)}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        empty={
          <EmptyState icon={IconActivity} title={t(status ? "jobs.none-such" : "jobs.none")}>
            {t("jobs.none.what")}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(onAct: (job: Job, what: "retry" | "cancel") => void): Column<Job>[] {
  const { t } = useTranslation("admin");
  const writes = useHolds("jobs:write");
  const taskOf = (job: Job) => t(`task.${job.task}`, { defaultValue: job.task });
  return [
    { key: "task", label: t("jobs.task"), cell: (each) => <Task job={each} name={taskOf(each)} /> },
    {
      key: "state",
      label: t("state"),
      cell: (each) => <State tone={TONES[each.status]} text={each.cancelRequested && each.status === "running" ? t("jobs.stopping") : t(`job.${each.status}`)} />,
    },
    { key: "attempts", label: t("jobs.attempts"), align: "end", cell: (each) => <span className={classes.figure}>{formatNumber(each.attempts)}</span> },
    { key: "when", label: t("jobs.when"), cell: (each) => <Time when={each.finishedAt ?? each.startedAt ?? each.queuedAt} /> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) =>
        writes ? (
          <span className={classes.acts}>
            {each.status === "failed" || each.status === "cancelled" ? (
              <Button variant="default" size="compact-sm" onClick={() => onAct(each, "retry")} aria-label={t("jobs.retry.of", { name: taskOf(each), id: each.id })}>
                {t("jobs.retry")}
              </Button>
            ) : null}
            {each.status === "queued" || each.status === "running" || each.status === "failed" ? (
              <Button variant="subtle" color="gray" size="compact-sm" disabled={each.cancelRequested} onClick={() => onAct(each, "cancel")} aria-label={t("jobs.cancel.of", { name: taskOf(each), id: each.id })}>
                {t(each.status === "failed" ? "jobs.dismiss" : "jobs.cancel")}
              </Button>
            ) : null}
          </span>
        ) : null,
    },
  ];
}

function Task({ job, name }: { job: Job; name: string }) {
  const { t } = useTranslation("admin");
  const { progress, failure } = job;
  const share = progress?.total ? ((progress.done ?? 0) / progress.total) * 100 : null;
  return (
    <span className={classes.named}>
      <span>{name}</span>
      {job.status === "running" && share !== null ? <Progress value={share} aria-label={t("jobs.progress", { name })} /> : null}
      {job.status === "running" && progress?.note ? <span className={classes.aside}>{progress.note}</span> : null}
      {failure && job.status !== "succeeded" ? (
        <Text component="span" size="sm" c={job.status === "failed" ? undefined : "dimmed"}>
          <Sentence text={[failure.message, failure.hint].filter(Boolean).join(" ")} />
        </Text>
      ) : null}
      {job.status === "queued" && failure && job.runAfter ? (
        <span className={classes.aside}>
          {t("jobs.again")} <Time when={job.runAfter} />
        </span>
      ) : null}
    </span>
  );
}
