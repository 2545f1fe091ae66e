/** How the parts of the service are, and the index of the workspace. */

import { Button, Group, Progress, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { useHolds } from "@/shell/session";
import { DataTable } from "@/ui/data-table";
import { Confirm } from "@/ui/dialog-form";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";
import { Sentence } from "@/ui/sentence";
import { State } from "@/ui/state";

import { changed } from "../data";
import classes from "../parts/admin.module.css";
import { Tabs } from "../parts/tabs";
import { healthQuery, indexQuery, type Part } from "./reading";

const TONES = { ready: "good", degraded: "wary", failed: "bad" } as const;

export default function Health() {
  const { t } = useTranslation("admin");
  const operates = useHolds("operate");
  return (
    <>
      <PageTitle title={t("health.title")} description={t("health.what")} />
      <Tabs of="jobs" />
      <Parts />
      {operates ? <Index /> : null}
    </>
  );
}

function Parts() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(healthQuery);
  const troubled = data?.parts.filter(({ state }) => state !== "ready").length ?? 0;
  return (
    <section className={classes.section}>
      <h2>{t("health.parts")}</h2>
      <p role="status">{data ? t(troubled ? "health.troubled" : "health.fine", { count: troubled }) : t("health.asking")}</p>
      <DataTable<Part>
        label={t("health.parts")}
        rows={data?.parts}
        rowKey={(each) => each.name}
        error={error}
        onRetry={() => void refetch()}
        expected={8}
        columns={[
          { key: "name", label: t("health.part"), cell: (each) => t(`part.${each.name}`, { defaultValue: each.name }) },
          { key: "state", label: t("state"), cell: (each) => <State tone={TONES[each.state]} text={t(`health.${each.state}`)} /> },
          { key: "reason", label: t("health.reason"), cell: (each) => (each.reason ? <Sentence text={[each.reason, each.mend].filter(Boolean).join(" ")} /> : "–") },
        ]}
        empty={null}
      />
    </section>
  );
}

function Index() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(indexQuery);
  const [asking, setAsking] = useState(false);
  const stop = useMutation({
    mutationFn: (id: number) => unwrap(api.POST("/api/v1/jobs/{job_id}/cancel", { params: { path: { job_id: id } } })),
    onSettled: () => changed("index", "jobs"),
  });
  const rebuild = async () => {
    queryClient.setQueryData(indexQuery.queryKey, await unwrap(api.POST("/api/v1/index/rebuild")));
    await changed("jobs");
  };
  const share = data?.rebuilt !== null && data?.chunks ? (data.rebuilt / data.chunks) * 100 : null;
  return (
    <section className={classes.section}>
      <h2>{t("index.title")}</h2>
      <p>{t("index.what")}</p>
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Stack gap="md">
          <dl className={classes.facts}>
            <dt>{t("state")}</dt>
            <dd>
              <State tone={data.problem ? "wary" : data.state === "rebuilding" ? "busy" : "good"} text={t(`index.${data.state}`)} />
            </dd>
            <dt>{t("index.chunks")}</dt>
            <dd>{formatNumber(data.chunks)}</dd>
            <dt>{t("index.embedder")}</dt>
            <dd>{data.embedder ?? "–"}</dd>
            {data.embedderConfigured && data.embedder && data.embedderConfigured !== data.embedder ? (
              <>
                <dt>{t("index.configured")}</dt>
                <dd>{data.embedderConfigured}</dd>
              </>
            ) : null}
            <dt>{t("index.analyser")}</dt>
            <dd>{data.analyser ?? data.analyserCurrent}</dd>
          </dl>
          {data.problem ? (
            <p>
              <Sentence text={[data.problem.message, data.problem.hint].filter(Boolean).join(" ")} />
            </p>
          ) : null}
          {share === null ? null : <Progress value={share} aria-label={t("index.rebuilding")} />}
          {stop.error ? <ErrorNote error={stop.error} /> : null}
          <Group>
            <Button variant="default" disabled={data.state === "empty" || data.jobId !== null} onClick={() => setAsking(true)}>
              {t("index.rebuild")}
            </Button>
            {data.jobId ? (
              <Button variant="subtle" color="gray" loading={stop.isPending} onClick={() => stop.mutate(Number(data.jobId))}>
                {t("jobs.cancel")}
              </Button>
            ) : null}
          </Group>
        </Stack>
      ) : error ? null : (
        <Loading rows={3} height={28} />
      )}
      <Confirm opened={asking} onClose={() => setAsking(false)} title={t("index.rebuild.title")} what={t("index.rebuild.what")} action={t("index.rebuild")} onConfirm={rebuild} />
    </section>
  );
}
