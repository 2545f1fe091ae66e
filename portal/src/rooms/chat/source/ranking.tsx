/** Why a passage was found: its place in the two searches, what was done with it afterwards, and how sure the whole is. */

import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { formatNumber, formatPlace } from "@/ui/format";

import type { Source } from "../queries";
import classes from "./source.module.css";

/** Its places in the two searches as one phrase; empty for answers from before they were kept. */
export function placesOf({ ranks }: Source, t: TFunction<"chat">) {
  const { lexical, dense } = ranks ?? {};
  return [lexical ? t("rank.words", { place: formatPlace(lexical) }) : "", dense ? t("rank.meaning", { place: formatPlace(dense) }) : ""].filter(Boolean).join(", ");
}

export function Ranking({ source, isCited }: { source: Source; isCited: boolean }) {
  const { t } = useTranslation("chat");
  const { ranks } = source;
  const places = placesOf(source, t);
  const facts: [string, string][] = [];
  if (places) facts.push([t("rank.found"), places]);
  if (places && ranks) facts.push([t("rank.together"), formatPlace(ranks.fused)]);
  if (ranks?.reranked) facts.push([t("rank.reranked"), formatPlace(ranks.reranked)]);
  if (ranks?.widened) facts.push([t("rank.around"), t("rank.widened")]);
  facts.push(
    [t("rank.place"), formatPlace(source.number)],
    [t("rank.score"), formatNumber(source.score, { maximumSignificantDigits: 3 })],
    [t("rank.cited"), t(isCited ? "rank.yes" : "rank.no")],
  );
  return (
    <section className={classes.ranking} aria-label={t("rank.title")}>
      <h3>{t("rank.title")}</h3>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
