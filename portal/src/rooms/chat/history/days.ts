/** Conversations in parts: today, yesterday, the last week, and then by month. */

import { currentLanguage } from "@/shell/language";

import type { Conversation } from "../queries";

export interface Part {
  /** A key of the texts, or the name of a month. */
  key: string;
  name: string | null;
  items: Conversation[];
}

const DAY_MS = 86_400_000;

export function byDay(conversations: readonly Conversation[], now = new Date()): Part[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const month = new Intl.DateTimeFormat(currentLanguage() === "ko" ? "ko-KR" : "en-GB", { year: "numeric", month: "long" });
  const parts: Part[] = [];
  for (const each of conversations) {
    const when = new Date(each.updatedAt);
    const days = Math.ceil((midnight - when.getTime()) / DAY_MS);
    const key = days <= 0 ? "history.today" : days === 1 ? "history.yesterday" : days <= 7 ? "history.week" : month.format(when);
    let part = parts.find((known) => known.key === key);
    if (!part) parts.push((part = { key, name: days > 7 ? key : null, items: [] }));
    part.items.push(each);
  }
  return parts;
}
