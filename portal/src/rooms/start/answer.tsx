/** An answer whose numbers lead to the places that it rests on. */

import { Loader } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import classes from "./start.module.css";
import type { Heard, Source } from "./use-answer";

export function Answer({ answer: { text, sources, citations, busy, note } }: { answer: Heard }) {
  const { t } = useTranslation("start");
  const cited = new Set(citations.map((each) => each.number));
  const shown = sources.filter((each) => cited.has(each.number));
  const placeOf = (source: Source) => {
    const spans = citations.filter((each) => each.number === source.number).map((each) => `${each.startOffset}-${each.endOffset}`);
    return { to: `/documents/${source.documentId}`, search: { chunk: Number(source.chunkId), at: spans.join(",") || undefined }, resetScroll: false };
  };
  return (
    <section className={classes.answer} aria-label={t("answer.heading")} aria-busy={busy} aria-live="polite">
      {busy && !text ? <Loader size="sm" aria-label={t("answer.writing")} /> : null}
      {text.split(/\n{2,}/).map((paragraph, at) => (
        <p key={at}>
          {paragraph.split(/(\[\d{1,3}\])/).map((part, place) => {
            const source = /^\[\d+\]$/.test(part) ? sources.find((each) => each.number === Number(part.slice(1, -1))) : undefined;
            return source ? (
              <Link key={place} {...placeOf(source)} className={classes.marker} title={source.documentName}>
                {part}
              </Link>
            ) : (
              part
            );
          })}
        </p>
      ))}
      {note ? <p className={classes.what}>{note}</p> : null}
      {shown.length && !busy ? (
        <>
          <h3>{t("answer.sources")}</h3>
          <ol className={classes.sources}>
            {shown.map((source) => (
              <li key={source.number} value={source.number}>
                <Link {...placeOf(source)}>
                  <bdi>{source.documentName}</bdi>
                </Link>
                {source.headingPath.length ? <bdi className={classes.path}>{source.headingPath.join(" › ")}</bdi> : null}
              </li>
            ))}
          </ol>
          <p className={classes.what}>{t("answer.then")}</p>
        </>
      ) : null}
    </section>
  );
}
