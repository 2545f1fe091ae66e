/** What was done, by whom and when: searched, and each entry in full. */

import { Button, Code, NativeSelect, Stack, Switch, Text, TextInput } from "@mantine/core";
import IconFileCheck from "@tabler/icons-react/dist/esm/icons/IconFileCheck.mjs";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { formatDayTime } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { State } from "@/ui/state";
import { Time } from "@/ui/time";

import { asking, type Entry } from "../data";
import classes from "../parts/admin.module.css";
import { Tabs } from "../parts/tabs";
import { actOf, type Asked, entriesQuery, flatEntries, useActions, useNames } from "./reading";

const OUTCOMES = ["done", "refused", "failed"];
const TONES: Record<string, "good" | "wary" | "bad"> = { done: "good", refused: "wary", failed: "bad" };

export default function Entries() {
  const { t } = useTranslation("admin");
  const asked = useSearch({ strict: false }) as Asked;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(entriesQuery(asked));
  const [shown, setShown] = useState<Entry | null>(null);
  return (
    <>
      <PageTitle title={t("audit.title")} description={t("audit.what")} />
      <Tabs of="audit" />
      <Filters asked={asked} />
      <DataTable
        label={t("audit.title")}
        columns={useColumns(setShown)}
        rows={flatEntries(data)}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        expected={8}
        empty={
          <EmptyState icon={IconFileCheck} title={t("audit.none")}>
            {t("audit.none.what")}
          </EmptyState>
        }
      />
      <FormDialog opened={shown !== null} onClose={() => setShown(null)} title={shown?.title ?? ""} size="lg">
        {() => (shown ? <Whole entry={shown} /> : null)}
      </FormDialog>
    </>
  );
}

function Filters({ asked }: { asked: Asked }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const everywhere = useHolds("operate");
  const { people } = useNames();
  const actions = useActions(asked.action);
  const ask = (change: Asked) => void navigate({ to: "/audit", search: asking(change), replace: true });
  return (
    <search className={classes.bar}>
      <NativeSelect
        className={classes.grow}
        label={t("audit.action")}
        data={[{ value: "", label: t("all") }, ...actions]}
        value={asked.action ?? ""}
        onChange={(event) => ask({ action: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("audit.who")}
        data={[{ value: "", label: t("audit.everybody") }, ...people.map(([value, label]) => ({ value, label }))]}
        value={asked.account ?? ""}
        onChange={(event) => ask({ account: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("audit.outcome")}
        data={[{ value: "", label: t("all") }, ...OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))]}
        value={asked.outcome ?? ""}
        onChange={(event) => ask({ outcome: event.currentTarget.value as Asked["outcome"] })}
      />
      <TextInput size="sm" type="date" label={t("audit.since")} value={asked.since ?? ""} onChange={(event) => ask({ since: event.currentTarget.value })} />
      <TextInput size="sm" type="date" label={t("audit.until")} value={asked.until ?? ""} onChange={(event) => ask({ until: event.currentTarget.value })} />
      {everywhere ? (
        <Switch label={t("audit.everywhere")} checked={Boolean(asked.everywhere)} onChange={(event) => ask({ everywhere: event.currentTarget.checked || undefined })} />
      ) : null}
    </search>
  );
}

function useColumns(onShow: (entry: Entry) => void): Column<Entry>[] {
  const { t } = useTranslation("admin");
  const { nameOf } = useNames();
  return [
    {
      key: "act",
      label: t("audit.what-was-done"),
      cell: (each) => (
        <span className={classes.named}>
          <span>{t("audit.sentence", { who: nameOf(each), act: each.title })}</span>
          <span className={classes.aside}>{actOf(each)}</span>
        </span>
      ),
    },
    { key: "outcome", label: t("audit.outcome"), cell: (each) => <State tone={TONES[each.outcome] ?? "good"} text={t(`outcome.${each.outcome}`)} /> },
    { key: "when", label: t("audit.when"), cell: (each) => <Time when={each.at} as="day-time" /> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) => (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onShow(each)} aria-label={t("audit.show.of", { act: each.title })}>
          {t("audit.show")}
        </Button>
      ),
    },
  ];
}

/** The entry as it is kept. */
function Whole({ entry }: { entry: Entry }) {
  const { t } = useTranslation("admin");
  const { nameOf } = useNames();
  return (
    <Stack gap="md">
      <dl className={classes.facts}>
        <dt>{t("audit.who")}</dt>
        <dd>{nameOf(entry)}</dd>
        <dt>{t("audit.when")}</dt>
        <dd>{formatDayTime(entry.at)}</dd>
        <dt>{t("audit.address")}</dt>
        <dd>{entry.by.address ?? "–"}</dd>
        <dt>{t("audit.request")}</dt>
        <dd>{entry.requestId}</dd>
      </dl>
      <Text size="sm" c="dimmed">
        {t("audit.raw")}
      </Text>
      <Code block tabIndex={0} className={classes.raw}>
        {JSON.stringify(entry, null, 2)}
      </Code>
    </Stack>
  );
}
