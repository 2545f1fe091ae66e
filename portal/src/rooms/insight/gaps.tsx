/** Questions without an answer: add the document that holds it, or cross the question off. */

import { Button, SegmentedControl } from "@mantine/core";
import IconHelpCircle from "@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { type Gap, gapsQuery, reopen } from "./data";
import classes from "./insight.module.css";
import { ResolveForm } from "./resolve-form";

export default function Gaps() {
  const { t } = useTranslation("insight");
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { show?: string };
  const resolved = asked.show === "resolved";
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(gapsQuery(resolved));
  const [chosen, setChosen] = useState<string | null>(null);
  const again = useMutation({ mutationFn: reopen });
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
      {again.error ? <ErrorNote error={again.error} /> : null}
      <DataTable
        label={t("gaps.title")}
        columns={useColumns(resolved, chosen, setChosen, again)}
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
    </>
  );
}

interface Reopening {
  mutate: (id: string) => void;
  isPending: boolean;
  variables: string | undefined;
}

function useColumns(resolved: boolean, chosen: string | null, choose: (id: string | null) => void, again: Reopening): Column<Gap>[] {
  const { t } = useTranslation("insight");
  const figure = (value: number) => <span className={classes.figure}>{formatNumber(value)}</span>;
  return [
    {
      key: "question",
      label: t("question"),
      cell: (each) => (
        <div className={classes.named}>
          <span lang={each.language}>{each.question}</span>
          {each.note ? <p className={classes.note}>{each.note}</p> : null}
          {chosen === each.id && !resolved ? <ResolveForm gap={each} onClose={() => choose(null)} /> : null}
        </div>
      ),
    },
    { key: "times", label: t("times"), align: "end", cell: ({ times }) => figure(times) },
    { key: "askers", label: t("askers"), align: "end", cell: ({ askers }) => figure(askers) },
    resolved
      ? {
          key: "resolved",
          label: t("gaps.resolved-at"),
          cell: ({ resolvedAt, resolvedBy }) => (
            <span className={classes.named}>
              {resolvedAt ? <Time when={resolvedAt} /> : "–"}
              {resolvedBy ? <span className={classes.aside}>{resolvedBy}</span> : null}
            </span>
          ),
        }
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
          {resolved ? (
            <Button variant="default" size="compact-sm" loading={again.isPending && again.variables === each.id} onClick={() => again.mutate(each.id)} aria-label={t("reopen.of", { question: each.question })}>
              {t("reopen")}
            </Button>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              aria-expanded={chosen === each.id}
              onClick={() => choose(chosen === each.id ? null : each.id)}
              aria-label={t("resolve.of", { question: each.question })}
            >
              {t("resolve")}
            </Button>
          )}
        </span>
      ),
    },
  ];
}
