/** Numbers, sizes and times as the chosen language writes them. Call them while rendering: they follow the language. */

import { currentLanguage } from "@/shell/language";

const locale = () => (currentLanguage() === "ko" ? "ko-KR" : "en-GB");

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(locale(), options).format(value);

const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };

/** A place in an order, from 1: `2위`, `2nd`. */
export function formatPlace(place: number): string {
  if (currentLanguage() === "ko") return `${formatNumber(place)}위`;
  return `${formatNumber(place)}${ENDINGS[new Intl.PluralRules("en", { type: "ordinal" }).select(place)] ?? "th"}`;
}

export const formatPercent = (share: number, digits = 0) =>
  formatNumber(share, { style: "percent", maximumFractionDigits: digits });

/** Money in a currency (ISO 4217); small amounts keep the digits that say something. */
export function formatMoney(value: number, currency: string) {
  const digits = value !== 0 && Math.abs(value) < 1 ? 2 : undefined;
  return formatNumber(value, { style: "currency", currency, minimumSignificantDigits: digits, maximumSignificantDigits: digits });
}

/** How many there are, as `50+` where only so many were counted. */
export const formatCounted = (count: number, isMore: boolean) => (isMore ? `${formatNumber(count)}+` : formatNumber(count));

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function formatBytes(bytes: number) {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return formatNumber(value, { style: "unit", unit: UNITS[power], unitDisplay: power ? "short" : "long", maximumFractionDigits: value < 10 && power ? 1 : 0 });
}

/** A length of time in seconds, as `45 ms`, `1.2 s` or `3 min`. */
export function formatSeconds(seconds: number) {
  const isBrief = seconds > 0 && seconds < 0.1;
  const [value, unit] = isBrief ? [seconds * 1000, "millisecond"] : seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return formatNumber(value, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 && !isBrief ? 1 : 0 });
}

export const formatDay = (when: string | Date) => new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(when));

/** Without the year, as along a chart. */
export const formatShortDay = (when: string | Date) => new Intl.DateTimeFormat(locale(), { month: "short", day: "numeric" }).format(new Date(when));

export const formatDayTime = (when: string | Date) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(when));

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** How long ago, or in how long: `3 minutes ago`. */
export function formatAgo(when: string | Date, now = Date.now()) {
  const seconds = (new Date(when).getTime() - now) / 1000;
  const [unit, length] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  return unit === "second" ? format.format(0, "second") : format.format(Math.round(seconds / length), unit);
}
