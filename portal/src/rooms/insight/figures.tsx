/** The figures of the whole period at a glance. */

import { useTranslation } from "react-i18next";

import { formatMoney, formatNumber, formatPercent, formatSeconds } from "@/ui/format";

import type { Insight, Whole } from "./data";
import classes from "./insight.module.css";

const MS = 1000;

/** The share of answers that were given, of those that came to an end. */
export const answeredOf = ({ answers, unanswered, failed, stopped }: Pick<Whole, "answers" | "unanswered" | "failed" | "stopped">) => Math.max(0, answers - unanswered - failed - stopped);

export const moneyOf = (costs: Insight["costs"]): [currency: string, money: number][] => {
  const sums = new Map<string, number>();
  for (const { currency, money } of costs) sums.set(currency, (sums.get(currency) ?? 0) + money);
  return [...sums];
};

export const timeOf = (ms: number | null) => {
  if (ms === null) return "–";
  return ms < MS ? formatNumber(ms, { style: "unit", unit: "millisecond", maximumFractionDigits: 0 }) : formatSeconds(ms / MS);
};

export function Figures({ insight, whole }: { insight: Insight; whole: Whole }) {
  const { t } = useTranslation("insight");
  const calls = insight.costs.reduce((sum, each) => sum + each.calls, 0);
  const money = moneyOf(insight.costs).map(([currency, sum]) => formatMoney(sum, currency));
  const settled = whole.answers - whole.stopped;
  const figures: [label: string, value: string, aside: string][] = [
    [t("questions"), formatNumber(whole.questions), t("by-people", { count: whole.askers })],
    [t("answered"), settled > 0 ? formatPercent(answeredOf(whole) / settled) : "–", t("quotations", { count: whole.quotations })],
    [t("unanswered"), formatNumber(whole.unanswered), whole.failed ? t("failed-too", { count: whole.failed }) : t("failed-none")],
    [t("median"), timeOf(whole.medianMs), t("p95.is", { time: timeOf(whole.p95Ms) })],
    [t("cost"), money.join(" + ") || t("cost.nothing"), t("calls", { count: calls })],
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(([label, value, aside]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <strong>{value}</strong>
            <span className={classes.aside}>{aside}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
