/** The text of a document, passage by passage, with the place of the address in view and a search within it. */

import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { type DocumentFacts, type Passage, passagesQuery } from "./data";
import { Find } from "./find";
import classes from "./library.module.css";
import { PassageText } from "./passage-text";
import { found, insidePassage, readSpans, type Span } from "./spans";

interface Wanted {
  chunk?: unknown;
  at?: unknown;
}

export function DocumentText({ facts }: { facts: DocumentFacts }) {
  const { t } = useTranslation("library");
  const { chunk, at } = useSearch({ strict: false }) as Wanted;
  const wanted = chunk === undefined ? null : String(chunk);
  const places = useMemo(() => readSpans(String(at ?? "")), [at]);
  const [words, setWords] = useState("");
  const text = useRef<HTMLDivElement>(null);
  const query = useInfiniteQuery({ ...passagesQuery(facts.id, facts.digest, facts.searchable), enabled: facts.searchable });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    // All of it is fetched, page after page, so that the browser's own search finds everything too.
    if (hasNextPage && !isFetchingNextPage && !query.error) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, query.error]);
  const passages = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const cited = passages.find((each) => each.id === wanted);
  const hits = useMemo(() => (words.trim() ? passages.map((each) => found(each.text, words)) : null), [passages, words]);
  useArrival(cited?.id, text);

  if (!facts.searchable) return facts.status === "ready" ? <p className={classes.quiet}>{t("document.no-text")}</p> : null;
  if (query.error && !data) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!data) return <Loading rows={5} height={88} />;
  const lost = wanted !== null && !cited && !hasNextPage;
  return (
    <>
      {lost ? <p className={classes.note}>{t("document.moved")}</p> : null}
      <div className={classes.tools}>
        <Find words={words} onWords={setWords} count={hits?.reduce((all, each) => all + each.length, 0) ?? null} within={text} />
        {cited ? (
          <Button variant="light" onClick={() => show(text.current)}>
            {t("document.to-cited")}
          </Button>
        ) : null}
      </div>
      {passages.length === 0 ? <p className={classes.quiet}>{t("document.no-text")}</p> : null}
      <div ref={text} className={classes.text} lang={facts.language ?? undefined}>
        {passages.map((each, at) => (
          <Section
            key={each.id}
            passage={each}
            before={passages[at - 1]}
            format={facts.format}
            cited={each === cited ? insidePassage(each, places) : null}
            found={hits?.[at] ?? null}
          />
        ))}
      </div>
      {hasNextPage ? <Loading rows={2} height={88} /> : null}
      {query.error ? <ErrorNote error={query.error} onRetry={() => void fetchNextPage()} /> : null}
    </>
  );
}

/** Once, when the cited passage is there; and again when the router has put the new page at its top and all is laid out. */
function useArrival(cited: string | undefined, text: { current: HTMLDivElement | null }) {
  useEffect(() => {
    if (cited === undefined) return;
    show(text.current);
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => show(text.current));
    });
    return () => cancelAnimationFrame(frame);
  }, [cited, text]);
}

function show(text: HTMLDivElement | null) {
  const place = text?.querySelector<HTMLElement>("[data-cited]");
  if (!place) return;
  place.focus({ preventScroll: true });
  const mark = place.querySelector("mark");
  (mark && place.offsetHeight > innerHeight / 2 ? mark : place).scrollIntoView({ block: "center" });
}

interface SectionProperties {
  passage: Passage;
  before: Passage | undefined;
  format: string | null;
  /** The marked places of the cited passage; null for any other. */
  cited: Span[] | null;
  found: Span[] | null;
}

function Section({ passage, before, format, cited, found }: SectionProperties) {
  const { t } = useTranslation("library");
  const headings = above(passage).join(" › ");
  const newHeadings = headings && headings !== (before ? above(before).join(" › ") : "");
  const newPage = passage.page !== null && passage.page !== before?.page;
  return (
    <section
      className={cited ? classes.cited : classes.passage}
      id={`passage-${passage.id}`}
      data-cited={cited ? true : undefined}
      tabIndex={cited ? -1 : undefined}
      aria-label={cited ? t("document.cited") : undefined}
    >
      {newPage ? <p className={classes.page}>{t("document.page", { number: passage.page })}</p> : null}
      {newHeadings ? (
        <p className={classes.path}>
          <bdi>{headings}</bdi>
        </p>
      ) : null}
      {cited ? <p className={classes.citedLabel}>{t("document.cited")}</p> : null}
      <PassageText text={passage.text} format={format} spans={[...(cited ?? []), ...(found ?? [])]} />
    </section>
  );
}

/** The headings above a passage; those with which its own text begins are there to read. */
function above({ text, headingPath }: Passage): string[] {
  const own = /^(?:#{1,6}\s[^\n]*\n*)*/.exec(text)?.[0] ?? "";
  const kept = [...headingPath];
  while (kept.length && own.includes(kept[kept.length - 1])) kept.pop();
  return kept;
}
