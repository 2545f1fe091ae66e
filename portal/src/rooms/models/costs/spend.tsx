/** What models took and cost: in sum, from day to day, and by model, person, task or app. */

import { Anchor, NativeSelect, Switch, Text } from "@mantine/core";
import IconCoins from "@tabler/icons-react/dist/esm/icons/IconCoins.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { Chart } from "@/ui/charts";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatMoney, formatNumber, formatShortDay } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { type By, type Spending, spendingQuery } from "../data";
import classes from "../parts/models.module.css";
import { CostTabs } from "../parts/tabs";
import { dayAgo, daysBetween, tokensOf } from "./money";
import { SpentTable } from "./spent-table";

const PERIODS = [7, 30, 90, 365];
const BYS: By[] = ["day", "model", "person", "task", "app"];
const USUAL = { by: "day", days: 30 } as const;

interface Asked {
  by?: By;
  days?: number;
  all?: boolean;
}

export default function Spend() {
  const { t } = useTranslation("models");
  const { by = USUAL.by, days = USUAL.days, all = false } = useSearch({ strict: false }) as Asked;
  const operates = useHolds("operate");
  // It is tomorrow already where some of the people are.
  const report = { by, from: dayAgo(days - 1), to: dayAgo(-1), everywhere: operates && all };
  const { data, error, refetch } = useQuery(spendingQuery(report));
  return (
    <>
      <PageTitle title={t("spend.title")} description={t("spend.what")} />
      <CostTabs />
      <Choices by={by} days={days} all={all} mayAll={operates} />
      {data ? <Shown report={data} today={dayAgo(0)} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={4} height={84} />}
    </>
  );
}

function Choices({ by, days, all, mayAll }: Required<Asked> & { mayAll: boolean }) {
  const { t } = useTranslation("models");
  const navigate = useNavigate();
  const ask = (change: Asked) => {
    const search = (was: Asked) => {
      const next = { ...USUAL, ...was, ...change };
      return { ...(next.by === USUAL.by ? {} : { by: next.by }), ...(next.days === USUAL.days ? {} : { days: next.days }), ...(next.all ? { all: true } : {}) };
    };
    void navigate({ to: "/costs", search, replace: true });
  };
  const bys = mayAll && all ? [...BYS, "workspace" as const] : BYS;
  return (
    <div className={classes.bar}>
      <NativeSelect label={t("spend.by")} data={bys.map((value) => ({ value, label: t(`by.${value}`) }))} value={by} onChange={(event) => ask({ by: event.currentTarget.value as By })} />
      <NativeSelect label={t("spend.days")} data={PERIODS.map((value) => ({ value: String(value), label: t("last-days", { count: value }) }))} value={String(days)} onChange={(event) => ask({ days: Number(event.currentTarget.value) })} />
      {mayAll ? <Switch mb={8} label={t("everywhere")} checked={all} onChange={(event) => ask({ all: event.currentTarget.checked, by: by === "workspace" ? "day" : by })} /> : null}
    </div>
  );
}

function Shown({ report, today }: { report: Spending; today: string }) {
  const { t } = useTranslation("models");
  if (report.items.length === 0) {
    return (
      <EmptyState icon={IconCoins} title={t("spend.none")}>
        <p>{t("spend.none.what")}</p>
      </EmptyState>
    );
  }
  return (
    <>
      {report.totals.map((total) => (
        <Totals key={total.currency} total={total} />
      ))}
      {report.by === "day" ? <Days report={report} today={today} /> : null}
      <SpentTable report={report} />
    </>
  );
}

function Totals({ total }: { total: Spending["totals"][number] }) {
  const { t } = useTranslation("models");
  const operates = useHolds("operate");
  const facts = [
    { name: "cost", shown: formatMoney(total.money, total.currency) },
    { name: "calls", shown: formatNumber(total.calls) },
    { name: "read", shown: formatNumber(total.tokensRead) },
    { name: "written", shown: formatNumber(total.tokensWritten) },
  ];
  const asides = [total.failed ? t("spend.failed", { count: total.failed }) : "", total.cached ? t("spend.cached", { count: total.cached }) : "", total.estimated ? t("spend.estimated", { count: total.estimated }) : ""];
  return (
    <>
      <dl className={classes.totals}>
        {facts.map(({ name, shown }) => (
          <div key={name}>
            <dt>{t(`total.${name}`)}</dt>
            <dd>{shown}</dd>
          </div>
        ))}
      </dl>
      {total.unpriced ? (
        <div className={classes.note}>
          <p>{t("spend.unpriced", { count: total.unpriced })}</p>
          {operates ? <Anchor component={Link} to="/costs/prices">{t("spend.price")}</Anchor> : null}
        </div>
      ) : null}
      {asides.some(Boolean) ? (
        <Text size="sm" c="dimmed" mb="lg">
          {asides.filter(Boolean).join(" · ")}
        </Text>
      ) : null}
    </>
  );
}

function Days({ report, today }: { report: Spending; today: string }) {
  const { t } = useTranslation("models");
  const currency = report.totals.toSorted((a, b) => b.money - a.money)[0]?.currency ?? "USD";
  const found = new Map(report.items.filter((each) => each.currency === currency).map((each) => [each.key, each]));
  const isMoney = report.totals.some((each) => each.money > 0);
  const last = found.has(report.to) ? report.to : today;
  const data = daysBetween(report.from, last).map((day) => {
    const spent = found.get(day);
    return { day, spent: spent ? (isMoney ? spent.money : tokensOf(spent)) : 0 };
  });
  const title = t(isMoney ? "chart.money" : "chart.tokens");
  return (
    <section className={classes.chart}>
      <Chart
        kind="bars"
        label={title}
        data={data}
        along="day"
        series={[{ name: "spent", label: t(isMoney ? "total.cost" : "tokens") }]}
        format={(value) => (isMoney ? formatMoney(value, currency) : formatNumber(value))}
        formatAlong={(day) => formatShortDay(`${day}T12:00:00`)}
      />
    </section>
  );
}
