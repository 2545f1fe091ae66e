/** Answers, times and costs from day to day. */

import { useTranslation } from "react-i18next";

import { formatMoney, formatNumber } from "@/ui/format";

import type { Insight } from "./data";
import { DayChart } from "./day-chart";
import { answeredOf, moneyOf, timeOf } from "./figures";
import classes from "./insight.module.css";
import { daysOf } from "./period";

export function Charts({ insight }: { insight: Insight }) {
  const spent = moneyOf(insight.costs).filter(([, money]) => money > 0);
  return (
    <>
      {insight.whole ? (
        <section className={classes.section}>
          <Questions insight={insight} />
        </section>
      ) : null}
      <div className={classes.columns}>
        {insight.whole ? (
          <section className={classes.section}>
            <Times insight={insight} />
          </section>
        ) : null}
        {spent.map(([currency]) => (
          <section key={currency} className={classes.section}>
            <Costs insight={insight} currency={currency} />
          </section>
        ))}
      </div>
    </>
  );
}

function Questions({ insight: { days, from, to } }: { insight: Insight }) {
  const { t } = useTranslation("insight");
  const known = new Map(days.map((each) => [each.day, each]));
  const rows = daysOf(from, to).map((day) => {
    const each = known.get(day);
    return { day, answered: each ? answeredOf(each) : 0, unanswered: each?.unanswered ?? 0, broken: (each?.failed ?? 0) + (each?.stopped ?? 0) };
  });
  return (
    <DayChart
      kind="bars"
      title={t("chart.questions")}
      what={t("chart.questions.what")}
      rows={rows}
      whole
      format={(value) => formatNumber(value)}
      series={[
        { name: "answered", label: t("series.answered") },
        { name: "unanswered", label: t("series.unanswered"), color: "orange.5" },
        { name: "broken", label: t("series.broken"), color: "gray.5" },
      ]}
    />
  );
}

function Times({ insight: { days, from, to } }: { insight: Insight }) {
  const { t } = useTranslation("insight");
  const known = new Map(days.map((each) => [each.day, each]));
  const rows = daysOf(from, to).map((day) => ({ day, median: known.get(day)?.medianMs ?? null, p95: known.get(day)?.p95Ms ?? null }));
  return (
    <DayChart
      kind="lines"
      title={t("chart.times")}
      what={t("chart.times.what")}
      rows={rows}
      format={(value) => timeOf(value)}
      series={[
        { name: "median", label: t("series.median") },
        { name: "p95", label: t("series.p95"), color: "orange.5", strokeDasharray: "6 4" },
      ]}
    />
  );
}

function Costs({ insight: { costs, from, to }, currency }: { insight: Insight; currency: string }) {
  const { t } = useTranslation("insight");
  const known = new Map(costs.filter((each) => each.currency === currency).map((each) => [each.day, each.money]));
  const rows = daysOf(from, to).map((day) => ({ day, money: known.get(day) ?? 0 }));
  return (
    <DayChart
      kind="bars"
      title={t("chart.costs", { currency })}
      what={t("chart.costs.what")}
      rows={rows}
      format={(value) => formatMoney(value, currency)}
      series={[{ name: "money", label: t("cost") }]}
    />
  );
}
