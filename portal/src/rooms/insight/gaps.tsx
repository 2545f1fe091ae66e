/** Questions without an answer: add the document that holds it, or cross the question off. */

import { Button, SegmentedControl } from "@mantine/core";
import IconHelpCircle from "@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { Confirm } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { type Gap, gapsQuery, resolve } from "./data";
import classes from "./insight.module.css";

export default function Gaps() {
  const { t } = useTranslation("insight");
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { show?: string };
  const resolved = asked.show === "resolved";
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(gapsQuery(resolved));
  const [chosen, setChosen] = useState<Gap | null>(null);
  const add = (
    <Button component={Link} to="/collections">
      {t("gaps.add")}
    </Button>
  );
  return (
    <>
      <p className={classes.back}>
        <Link to="/insight">{t("title")}</Link>
      </p>
      <PageTitle title={t("gaps.title")} description={t("gaps.page.what")} actions={add} />
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t("gaps.show")}
          data={[
            { value: "open", label: t("gaps.open") },
            { value: "resolved", label: t("gaps.resolved") },
          ]}
          value={resolved ? "resolved" : "open"}
          onChange={(value) => void navigate({ to: "/insight/gaps", search: value === "resolved" ? { show: value } : {}, replace: true })}
        />
      </div>
      <DataTable
        label={t("gaps.title")}
        columns={useColumns(resolved, setChosen)}
        rows={data?.pages.flatMap((page) => page.items)}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        empty={
          <EmptyState icon={IconHelpCircle} title={t(resolved ? "gaps.none-resolved" : "gaps.none")}>
            {t(resolved ? "gaps.none-resolved.what" : "gaps.none.what")}
          </EmptyState>
        }
      />
      <Confirm
        opened={chosen !== null}
        onClose={() => setChosen(null)}
        title={t("resolve.title")}
        what={t("resolve.what", { question: chosen?.question ?? "" })}
        action={t("resolve")}
        onConfirm={async () => {
          if (chosen) await resolve(chosen.id);
        }}
      />
    </>
  );
}

function useColumns(resolved: boolean, onResolve: (gap: Gap) => void): Column<Gap>[] {
  const { t } = useTranslation("insight");
  const figure = (value: number) => <span className={classes.figure}>{formatNumber(value)}</span>;
  return [
    { key: "question", label: t("question"), cell: ({ question, language }) => <span lang={language}>{question}</span> },
    { key: "times", label: t("times"), align: "end", cell: ({ times }) => figure(times) },
    { key: "askers", label: t("askers"), align: "end", cell: ({ askers }) => figure(askers) },
    resolved
      ? { key: "resolved", label: t("gaps.resolved-at"), cell: ({ resolvedAt }) => (resolvedAt ? <Time when={resolvedAt} /> : "–") }
      : { key: "last", label: t("last"), cell: ({ lastAt }) => <Time when={lastAt} /> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) => (
        <span className={classes.acts}>
          <Button component={Link} to="/search" search={{ q: each.question } as never} variant="subtle" color="gray" size="compact-sm" aria-label={t("gaps.search.of", { question: each.question })}>
            {t("gaps.search")}
          </Button>
          {resolved ? null : (
            <Button variant="default" size="compact-sm" onClick={() => onResolve(each)} aria-label={t("resolve.of", { question: each.question })}>
              {t("resolve")}
            </Button>
          )}
        </span>
      ),
    },
  ];
}
