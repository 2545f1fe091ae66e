/** What people should know of their own: limits that are nearly used up and budgets that run out. */

import type { TFunction } from "i18next";

import { api, type Schema, unwrap } from "@/api/client";
import type { Notice, NoticeSource } from "@/shell/rooms";
import { formatBytes, formatDayTime, formatNumber } from "@/ui/format";

const SHORT_FROM = 0.1;

export const sources: NoticeSource[] = [{ read: limits }];

async function limits(t: TFunction): Promise<Notice[]> {
  const { meters, budgets } = await unwrap(api.GET("/api/v1/me/usage"));
  return [...meters.flatMap((meter) => limit(t, meter)), ...budgets.map((budget) => spent(t, budget))];
}

function limit(t: TFunction, { meter, period, limit: most, left, resetsAt }: Schema<"StandingOut">): Notice[] {
  if (most === null || left === null || most === 0 || left / most > SHORT_FROM) return [];
  const name = t(`meter.${meter}.${period}`);
  const shown = meter === "storage" ? formatBytes(left) : formatNumber(left);
  const said = left === 0 ? t("notices.used-up", { name }) : t("notices.short", { name, left: shown });
  const text = resetsAt ? `${said} ${t("notices.back", { when: formatDayTime(resetsAt) })}` : said;
  return [{ id: `limit ${meter} ${period}`, tone: left === 0 ? "bad" : "wary", text, to: "/account" }];
}

function spent(t: TFunction, { of, app, meter, period, state, percent, resetsAt }: Schema<"BudgetNoticeOut">): Notice {
  const values = { name: t(`budget.${of}`), percent: formatNumber(percent), when: formatDayTime(resetsAt) };
  const text = t(state === "exceeded" ? "notices.budget-over" : "notices.budget", values);
  return { id: `budget ${of} ${app ?? ""} ${meter} ${period}`, tone: state === "exceeded" ? "bad" : "wary", text, to: "/account" };
}
