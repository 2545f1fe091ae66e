/** The sums one by one, each with its share as a bar beside the number. */

import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { formatDay, formatMoney, formatNumber } from "@/ui/format";

import type { Spending, Spent } from "../data";
import classes from "../parts/models.module.css";
import { tokensOf } from "./money";

/** Kinds of work and apps that have words of their own. */
const TASKS = ["answer", "title", "rewrite", "suggest", "translate", "judge", "embed", "rerank"];
const APPS = ["chat", "direct", "translation", "evaluation"];

export function SpentTable({ report }: { report: Spending }) {
  const { t } = useTranslation("models");
  const rows = report.by === "day" ? report.items.toReversed() : report.items;
  const isMoney = report.totals.some((each) => each.money > 0);
  const weight = (each: Spent) => (isMoney ? each.money : tokensOf(each));
  const most = Math.max(...rows.map(weight), Number.MIN_VALUE);
  const bars = report.by !== "day";
  const columns: Column<Spent>[] = [
    { key: "key", label: t(`by.${report.by}`), cell: (each) => <Name by={report.by} spent={each} /> },
    { key: "calls", label: t("total.calls"), align: "end", cell: (each) => <Figure shown={formatNumber(each.calls)} /> },
    { key: "read", label: t("total.read"), align: "end", cell: (each) => <Figure shown={formatNumber(each.tokensRead)} /> },
    { key: "written", label: t("total.written"), align: "end", cell: (each) => <Figure shown={formatNumber(each.tokensWritten)} /> },
    { key: "cost", label: t("total.cost"), align: "end", cell: (each) => <Figure shown={formatMoney(each.money, each.currency)} share={bars ? weight(each) / most : undefined} /> },
  ];
  return <DataTable label={t("spend.table")} columns={columns} rows={rows} rowKey={(each) => `${each.key} ${each.currency}`} empty={null} />;
}

function Figure({ shown, share }: { shown: string; share?: number }) {
  if (share === undefined) return <span className={classes.figure}>{shown}</span>;
  return (
    <span className={classes.share}>
      <span className={classes.figure}>{shown}</span>
      <span aria-hidden style={{ "--share": `${Math.round(share * 100)}%` } as CSSProperties} />
    </span>
  );
}

function Name({ by, spent }: { by: Spending["by"]; spent: Spent }) {
  const { t } = useTranslation("models");
  const { key, name } = spent;
  if (key === null) return t("by.nobody");
  if (by === "day") return formatDay(`${key}T12:00:00`);
  if (by === "task" && TASKS.includes(key)) return t(`task.${key}`);
  if (by === "app" && APPS.includes(key)) return t(`app.${key}`);
  return <bdi>{name || key}</bdi>;
}
