/** A moment: how long ago it is, and the exact time on hover and for machines. */

import { useTranslation } from "react-i18next";

import { formatAgo, formatDay, formatDayTime } from "./format";

export function Time({ when, as = "ago" }: { when: string; as?: "ago" | "day" | "day-time" }) {
  useTranslation(); // follows the language
  const text = as === "ago" ? formatAgo(when) : as === "day" ? formatDay(when) : formatDayTime(when);
  return (
    <time dateTime={when} title={formatDayTime(when)}>
      {text}
    </time>
  );
}
