/** Feedback by model and prompt, the documents that answers rest on, and who asks, by tier. */

import { Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "@/shell/language";
import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { formatNumber, formatPercent } from "@/ui/format";

import { type Insight, tiersQuery } from "./data";
import classes from "./insight.module.css";

type Opinion = Insight["feedback"][number];
type Used = Insight["documents"][number];
type OfTier = Insight["tiers"][number];

const SHOWN = 10;
const PERCENT = 100;
const figure = (value: number) => <span className={classes.figure}>{formatNumber(value)}</span>;

function Part({ title, what, children }: { title: string; what: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      <p>{what}</p>
      {children}
    </section>
  );
}

export function Feedback({ feedback }: { feedback: Opinion[] }) {
  const { t } = useTranslation("insight");
  const columns: Column<Opinion>[] = [
    {
      key: "by",
      label: t("feedback.by"),
      cell: ({ model, provider, prompt }) => (
        <span className={classes.named}>
          <span>{model ?? t("feedback.quotations")}</span>
          <span className={classes.aside}>{[provider, prompt].filter(Boolean).join(" · ")}</span>
        </span>
      ),
    },
    { key: "share", label: t("feedback.share"), cell: (each) => <Share opinion={each} /> },
    { key: "good", label: t("feedback.good"), align: "end", cell: ({ good }) => figure(good) },
    { key: "bad", label: t("feedback.bad"), align: "end", cell: ({ bad }) => figure(bad) },
  ];
  return (
    <Part title={t("feedback.title")} what={t("feedback.what")}>
      <DataTable
        label={t("feedback.title")}
        columns={columns}
        rows={feedback}
        rowKey={({ model, provider, prompt }) => `${provider}/${model}/${prompt}`}
        empty={<p className={classes.plain}>{t("feedback.none")}</p>}
      />
    </Part>
  );
}

function Share({ opinion: { good, bad } }: { opinion: Opinion }) {
  const share = good / Math.max(1, good + bad);
  return (
    <span className={classes.share}>
      <Progress.Root size={8} aria-hidden>
        <Progress.Section value={share * PERCENT} color="var(--mantine-color-anchor)" withAria={false} />
        <Progress.Section value={(1 - share) * PERCENT} color="orange.6" withAria={false} />
      </Progress.Root>
      <span className={classes.figure}>{formatPercent(share)}</span>
    </span>
  );
}

export function Documents({ documents }: { documents: Used[] }) {
  const { t } = useTranslation("insight");
  const columns: Column<Used>[] = [
    {
      key: "name",
      label: t("document"),
      cell: ({ id, name }) =>
        name === null ? (
          <span className={classes.aside}>{t("documents.hidden")}</span>
        ) : (
          <Link to="/documents/$documentId" params={{ documentId: id } as never}>
            <bdi>{name}</bdi>
          </Link>
        ),
    },
    { key: "answers", label: t("documents.answers"), align: "end", cell: ({ answers }) => figure(answers) },
  ];
  return (
    <Part title={t("documents.title")} what={t("documents.what")}>
      <DataTable label={t("documents.title")} columns={columns} rows={documents.slice(0, SHOWN)} rowKey={({ id }) => id} empty={<p className={classes.plain}>{t("documents.none")}</p>} />
    </Part>
  );
}

export function Tiers({ tiers }: { tiers: OfTier[] }) {
  const { t } = useTranslation("insight");
  const sees = useHolds("tiers");
  const known = useQuery({ ...tiersQuery, enabled: sees }).data ?? [];
  const titleOf = (tier: string | null) => {
    const found = known.find(({ name }) => name === tier);
    return found ? (currentLanguage() === "ko" ? found.titleKo : found.titleEn) : (tier ?? t("tiers.none"));
  };
  const columns: Column<OfTier>[] = [
    { key: "tier", label: t("tier"), cell: ({ tier }) => titleOf(tier) },
    { key: "askers", label: t("askers"), align: "end", cell: ({ askers }) => figure(askers) },
    { key: "questions", label: t("questions"), align: "end", cell: ({ questions }) => figure(questions) },
    { key: "unanswered", label: t("unanswered"), align: "end", cell: ({ unanswered }) => figure(unanswered) },
  ];
  return (
    <Part title={t("tiers.title")} what={t("tiers.what")}>
      <DataTable label={t("tiers.title")} columns={columns} rows={tiers} rowKey={({ tier }) => tier ?? ""} empty={null} />
    </Part>
  );
}
