/** What is measured: how a figure is written, which direction is better, and which ones tell most at a glance. */

import { useTranslation } from "react-i18next";

import { formatNumber, formatPercent } from "@/ui/format";

/** As the service judges a difference (docs/how-to/evaluation.md); of all others more is better. */
const LOWER_IS_BETTER = new Set(["false_refusal", "unjudged"]);
const RANKED = new Set(["mrr", "ndcg"]);
const TELLING = ["judged_right", "facts", "citation_recall", "mrr@10", "recall@10"];
export const RANKING = ["recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"];
export const ANSWERING = ["facts", "citation_precision", "citation_recall", "refusal", "false_refusal"];
export const JUDGING = ["judged_right", "unjudged"];

export const isLowerBetter = (measure: string) => LOWER_IS_BETTER.has(measure);

/** Whether a question has all that a measure can give. */
export const isFull = (measure: string, value: number) => (isLowerBetter(measure) ? value === 0 : value === 1);

export const telling = (present: Iterable<string>): string[] => {
  const all = new Set(present);
  return TELLING.filter((each) => all.has(each));
};

export const formatMeasure = (measure: string, value: number) =>
  RANKED.has(measure.split("@")[0]) ? formatNumber(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 }) : formatPercent(value, 1);

/** Names of measures in words, and differences between two values of one. */
export function useMeasures() {
  const { t } = useTranslation("evaluation");
  const nameOf = (measure: string) => {
    const [stem, depth] = measure.split("@");
    return t(`measure.${stem}`, { depth, defaultValue: measure });
  };
  const whatOf = (measure: string) => {
    const [stem, depth] = measure.split("@");
    return t(`measure.what.${stem}`, { depth, defaultValue: "" });
  };
  const changeOf = (measure: string, difference: number) => {
    if (RANKED.has(measure.split("@")[0])) return formatNumber(difference, { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: "exceptZero" });
    return t("points", { number: formatNumber(difference * 100, { maximumFractionDigits: 1, signDisplay: "exceptZero" }) });
  };
  return { nameOf, whatOf, changeOf };
}
