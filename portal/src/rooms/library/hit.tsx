/** One hit: where it stands, its most telling piece with the words marked, and on request why it is here. */

import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Schema } from "@/api/client";
import { formatNumber, formatPercent } from "@/ui/format";
import { unwrapped } from "@/ui/prose";

import classes from "./library.module.css";
import { Marked } from "./marked";
import { type Span, toUnits, writeSpans } from "./spans";

type Hit = Omit<Schema<"HitOut">, "highlights"> & { highlights: number[][] };
/** So many places go into the address of a hit. */
const MARKS = 20;
/** Headings at the beginning of a piece: they stand above it as its path. */
const HEADINGS = /^(?:#{1,6}[ \t][^\n]*\n+)+(?=.)/;

export function HitCard({ hit, details }: { hit: Hit; details: boolean }) {
  const { t } = useTranslation("library");
  const spans = hit.highlights.map(([start, end]): Span => [hit.startOffset + start, hit.startOffset + end]);
  const { text, marks } = withoutHeadings(piece(hit));
  return (
    <Link
      data-hit
      to={`/documents/${hit.documentId}`}
      search={{ chunk: Number(hit.chunkId), at: spans.length ? writeSpans(spans.slice(0, MARKS)) : undefined }}
      resetScroll={false} // the document goes to the passage by itself
      className={classes.hit}
    >
      <span className={classes.hitName}>
        <bdi>{hit.documentName}</bdi>
        {hit.page === null ? null : <span className={classes.aside}>{t("document.page", { number: hit.page })}</span>}
      </span>
      {hit.headingPath.length ? (
        <span className={classes.path}>
          <bdi>{hit.headingPath.join(" › ")}</bdi>
        </span>
      ) : null}
      <span className={classes.snippet}>
        <bdi>
          <Marked text={unwrapped(text).replaceAll(/\n(?=\n)/g, " ")} spans={marks} />
        </bdi>
      </span>
      {details ? <Why hit={hit} /> : null}
    </Link>
  );
}

function Why({ hit: { score, share, ranks } }: { hit: Hit }) {
  const { t } = useTranslation("library");
  const rank = (value: number | null) => (value === null ? t("search.unranked") : t("search.rank", { number: formatNumber(value) }));
  return (
    <span className={classes.why}>
      <span>{t("search.score", { score: formatNumber(score, { maximumSignificantDigits: 4 }) })}</span>
      <span>{t("search.share", { share: formatPercent(share) })}</span>
      <span>
        {t("search.mode.lexical")} {rank(ranks.lexical)}
      </span>
      <span>
        {t("search.mode.dense")} {rank(ranks.dense)}
      </span>
    </span>
  );
}

interface Piece {
  text: string;
  marks: Span[];
}

function withoutHeadings({ text, marks }: Piece): Piece {
  const from = HEADINGS.exec(text)?.[0].length ?? 0;
  return { text: text.slice(from), marks: marks.map(([start, end]): Span => [Math.max(0, start - from), end - from]).filter(([, end]) => end > 0) };
}

/** The piece that the service chose, with the marks that fall into it, in units of JavaScript. */
function piece({ text, snippet, highlights }: Hit): Piece {
  const core = snippet.replace(/^…|…$/g, "");
  const whole = text.startsWith(snippet) || text.endsWith(snippet) ? snippet : core;
  const begin = text.indexOf(whole);
  const shift = begin - snippet.indexOf(whole);
  if (begin < 0) return { text: snippet, marks: [] };
  const units = toUnits(text);
  const marks = highlights
    .map(([start, end]): Span => [Math.max(0, units(start) - shift), units(end) - shift])
    .filter(([start, end]) => end > start && start < snippet.length);
  return { text: snippet, marks };
}
