/** Whether the trail is what was sealed, and taking it away as a file. */

import { Button, Code, Group, Progress, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { DataTable } from "@/ui/data-table";
import { ErrorNote } from "@/ui/error-note";
import { formatDay, formatDayTime, formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";

import classes from "../parts/admin.module.css";
import { Tabs } from "../parts/tabs";
import { momentOf } from "./reading";

type Report = Schema<"ReportOut">;
const WATCH_MS = 700;

export default function Proof() {
  const { t } = useTranslation("admin");
  return (
    <>
      <PageTitle title={t("proof.title")} description={t("proof.what")} />
      <Tabs of="audit" />
      <Verification />
      <Export />
      <Daily />
    </>
  );
}

function Verification() {
  const { t } = useTranslation("admin");
  const verify = useMutation({ mutationFn: () => unwrap(api.POST("/api/v1/audit/verify")) });
  const progress = useQuery({
    queryKey: ["admin", "verification"],
    enabled: verify.isPending,
    refetchInterval: WATCH_MS,
    queryFn: () => unwrap(api.GET("/api/v1/audit/verification")),
  }).data;
  return (
    <section className={classes.section}>
      <h2>{t("proof.verify")}</h2>
      <p>{t("proof.verify.what")}</p>
      <Stack gap="md">
        <Group>
          <Button loading={verify.isPending} onClick={() => verify.mutate()}>
            {t("proof.verify.now")}
          </Button>
        </Group>
        {verify.isPending && progress?.of ? <Progress value={(progress.checkpoints / progress.of) * 100} aria-label={t("proof.verify")} /> : null}
        {verify.error ? <ErrorNote error={verify.error} onRetry={() => verify.mutate()} /> : null}
        <div role="status">{verify.data ? <Verdict report={verify.data} /> : null}</div>
      </Stack>
    </section>
  );
}

function Verdict({ report }: { report: Report }) {
  const { t } = useTranslation("admin");
  return (
    <div className={classes.verdict} data-ok={report.ok}>
      <p className={classes.title}>{report.ok ? t("proof.fine") : t("proof.broken", { number: formatNumber(report.problemCount) })}</p>
      <p>
        {t("proof.read", { entries: formatNumber(report.entries), checkpoints: formatNumber(report.checkpoints) })}
        {report.sealedThrough ? ` ${t("proof.sealed", { when: formatDayTime(report.sealedThrough) })}` : ""}
        {report.unsealed ? ` ${t("proof.unsealed", { number: formatNumber(report.unsealed) })}` : ""}
      </p>
      {report.problems.map((each, at) => (
        <p key={at}>
          {t(`problem.${each.kind}`, { defaultValue: each.what })}
          {each.entry ? <> <Code>{each.entry}</Code></> : null}
          {each.checkpoint === null ? null : ` (${t("proof.checkpoint", { number: each.checkpoint })})`}
        </p>
      ))}
      {report.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function Export() {
  const { t } = useTranslation("admin");
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const asked = new URLSearchParams();
  const [first, end] = [momentOf(since), momentOf(until, true)];
  if (first) asked.set("since", first);
  if (end) asked.set("until", end);
  return (
    <section className={classes.section}>
      <h2>{t("proof.export")}</h2>
      <p>{t("proof.export.what")}</p>
      <div className={classes.bar}>
        <TextInput size="sm" type="date" label={t("audit.since")} value={since} onChange={(event) => setSince(event.currentTarget.value)} />
        <TextInput size="sm" type="date" label={t("audit.until")} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        <Button component="a" variant="default" href={`/api/v1/audit/export${asked.size ? `?${asked.toString()}` : ""}`} download="audit.jsonl">
          {t("proof.export.now")}
        </Button>
      </div>
    </section>
  );
}

/** What was written away by itself, day by day. */
function Daily() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery({
    queryKey: ["admin", "exports"],
    queryFn: async () => (await unwrap(api.GET("/api/v1/audit/exports", { params: { query: { limit: 31 } } }))).items,
  });
  return (
    <section className={classes.section}>
      <h2>{t("proof.daily")}</h2>
      <p>{t("proof.daily.what")}</p>
      <DataTable
        label={t("proof.daily")}
        rows={data}
        rowKey={(each) => each.day}
        error={error}
        onRetry={() => void refetch()}
        expected={2}
        columns={[
          { key: "day", label: t("proof.day"), cell: (each) => formatDay(each.day) },
          { key: "entries", label: t("proof.entries"), align: "end", cell: (each) => formatNumber(each.entries) },
          { key: "digest", label: t("proof.digest"), cell: (each) => <Code>{each.digest}</Code> },
        ]}
        empty={<Text c="dimmed">{t("proof.daily.none")}</Text>}
      />
    </section>
  );
}
