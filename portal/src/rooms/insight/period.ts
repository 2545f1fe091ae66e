/** The days that are looked at, as they stand in the address: the last so many, or from one day to another. */

export interface Period {
  from?: string;
  to?: string;
}

export interface Asked {
  days?: number;
  from?: string;
  to?: string;
}

export const LENGTHS = [7, 30, 90] as const;
export const USUAL = 30;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NOON = "T12:00:00Z";

const dayOf = (moment: Date) => [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((each) => String(each).padStart(2, "0")).join("-");

export const isDay = (text: unknown): text is string => typeof text === "string" && DAY.test(text) && !Number.isNaN(new Date(text + NOON).getTime());

/** How many of the last days; null where two days are named. */
export const lengthOf = ({ days, from, to }: Asked): number | null => {
  if (isDay(from) || isDay(to)) return null;
  return LENGTHS.find((each) => each === Number(days)) ?? USUAL;
};

/** What is asked of the service; the last day is its own today, so it is not named where nobody named one. */
export function periodOf(asked: Asked, now = new Date()): Period {
  const length = lengthOf(asked);
  if (length === null) return { from: isDay(asked.from) ? asked.from : undefined, to: isDay(asked.to) ? asked.to : undefined };
  if (length === USUAL) return {};
  return { from: dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - length + 1)) };
}

/** Every day from the first to the last, as `2026-11-21`. */
export function daysOf(first: string, last: string): string[] {
  const days: string[] = [];
  for (const at = new Date(first + NOON); at <= new Date(last + NOON); at.setUTCDate(at.getUTCDate() + 1)) days.push(at.toISOString().slice(0, 10));
  return days;
}
