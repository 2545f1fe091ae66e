/** Amounts of money and tokens, and days, as the pages of costs write and count them. */

import { formatMoney, formatNumber } from "@/ui/format";

import type { Budget, Spent } from "../data";

const DAY_MS = 86_400_000;

/** A day of the calendar where the person is, `ago` days before today (or after it, where it is negative). */
export function dayAgo(ago: number, now = new Date()): string {
  const day = new Date(now.getTime() - ago * DAY_MS);
  return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
}

/** Every day from the first to the last. */
export function daysBetween(first: string, last: string): string[] {
  const found = [];
  for (let at = Date.parse(`${first}T12:00:00Z`); at <= Date.parse(`${last}T12:00:00Z`); at += DAY_MS) found.push(new Date(at).toISOString().slice(0, 10));
  return found;
}

export const amountOf = ({ meter, currency }: Pick<Budget, "meter" | "currency">, amount: number) => (meter === "money" ? formatMoney(amount, currency ?? "USD") : formatNumber(amount));

export const tokensOf = ({ tokensRead, tokensWritten }: Pick<Spent, "tokensRead" | "tokensWritten">) => tokensRead + tokensWritten;
