/** Below the composer: what is left, and when it comes back; where nothing is short, how answers are to be read. */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { formatDayTime, formatNumber } from "@/ui/format";

import { modelsQuery, usageQuery } from "../queries";

const SHORT_FROM = 0.25;

export function Quota({ conversationId }: { conversationId: string | null }) {
  const { t } = useTranslation("chat");
  const usage = useQuery(usageQuery).data;
  const isWritten = useQuery(modelsQuery(conversationId)).data?.answering !== "quotations";
  const limited = usage?.meters.filter((each) => each.meter === "questions" && each.limit !== null && each.left !== null) ?? [];
  const [tightest] = limited.toSorted((a, b) => a.left! - b.left!);
  if (tightest && (tightest.left! <= 3 || tightest.left! / tightest.limit! <= SHORT_FROM)) {
    const left = t("quota.left", { count: tightest.left!, left: formatNumber(tightest.left!) });
    return <>{tightest.resetsAt ? `${left} ${t("quota.back", { when: formatDayTime(tightest.resetsAt) })}` : left}</>;
  }
  const budget = usage?.budgets.find((each) => each.state === "exceeded") ?? usage?.budgets[0];
  if (budget) return <>{t(budget.state === "exceeded" ? "quota.budget-over" : "quota.budget", { percent: budget.percent, when: formatDayTime(budget.resetsAt) })}</>;
  return <>{t(isWritten ? "composer.check" : "composer.quotes")}</>;
}
