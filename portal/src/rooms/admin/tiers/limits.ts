/** Which limits a tier may have, in which unit people write each of them. */

import { formatBytes, formatNumber } from "@/ui/format";

import type { Tier } from "../data";

export type Limits = Tier["limits"];
/** What stands in the fields: `""` is no limit. */
export type Typed = Record<string, number | "">;

export const METERS = ["questions", "tokens", "money", "uploads"] as const;
export const PERIODS = ["day", "month", "all"] as const;
export const LEVELS = ["storage", "rate_minute", "address_questions_day", "workspaces", "service_accounts"] as const;

export const nameOf = (meter: string, period: string) => (period === "all" ? meter : `${meter}_${period}`);

const NAMES: string[] = [...METERS.flatMap((meter) => PERIODS.map((period) => nameOf(meter, period))), ...LEVELS];
/** Storage is kept in bytes and written in megabytes. */
const BYTES = 1_000_000;

export const amount = (name: string, value: number) => (name === "storage" ? formatBytes(value) : formatNumber(value));

export const mayBeFraction = (name: string) => name.startsWith("money") || name === "storage";

export const typedFrom = (limits: Limits): Typed =>
  Object.fromEntries(NAMES.map((name) => [name, limits[name] === undefined ? "" : name === "storage" ? limits[name] / BYTES : limits[name]]));

/** What is different now; null where a limit is taken away. */
export function changesOf(limits: Limits, typed: Typed): Record<string, number | null> {
  const changes: Record<string, number | null> = {};
  for (const name of NAMES) {
    const field = typed[name];
    const now = field === "" || field === undefined ? null : name === "storage" ? Math.round(field * BYTES) : field;
    if (now !== (limits[name] ?? null)) changes[name] = now;
  }
  return changes;
}
