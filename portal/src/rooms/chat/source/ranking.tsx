/** Why a passage was found: its place in the two searches, and how sure the whole is. */

import { useTranslation } from "react-i18next";

import { formatNumber } from "@/ui/format";

import type { Source } from "../queries";
import classes from "./source.module.css";

export function Ranking({ source, isCited }: { source: Source; isCited: boolean }) {
  const { t } = useTranslation("chat");
  return (
    <section className={classes.ranking} aria-label={t("rank.title")}>
      <h3>{t("rank.title")}</h3>
      <dl>
        <dt>{t("rank.place")}</dt>
        <dd>{t("rank.place-value", { number: source.number })}</dd>
        <dt>{t("rank.score")}</dt>
        <dd>{formatNumber(source.score, { maximumSignificantDigits: 3 })}</dd>
        <dt>{t("rank.cited")}</dt>
        <dd>{t(isCited ? "rank.yes" : "rank.no")}</dd>
      </dl>
    </section>
  );
}
