/** The document beside the answer, open at the cited place; on a phone, over it. */

import { ActionIcon, Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import IconChevronLeft from "@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs";
import IconChevronRight from "@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs";
import IconExternalLink from "@tabler/icons-react/dist/esm/icons/IconExternalLink.mjs";
import IconX from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/errors";
import { useHolds } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { isPdfQuery, type Sought } from "@/ui/pages/data";
import { useView, ViewChoice } from "@/ui/pages/view-choice";

import { lazily } from "../lazily";
import { type Message, type Source, surroundingsQuery } from "../queries";
import type { Span } from "../text/places";
import type { Opened } from "./opened";
import { PassageText } from "./passage-text";
import { citationOf, pathOf } from "./placing";
import { Ranking } from "./ranking";
import classes from "./source.module.css";

const PageView = lazily(() => import("@/ui/pages/page-view"));

interface Properties {
  answer: Message;
  opened: Opened;
  onOpen: (opened: Opened | null) => void;
}

export default function SourcePanel(all: Properties) {
  const isNarrow = useMediaQuery("(max-width: 62em)", undefined, { getInitialValueInEffect: false });
  const { t } = useTranslation("chat");
  const close = () => all.onOpen(null);
  const inside = <Inside {...all} onClose={close} />;
  if (isNarrow) return <Sheet label={t("source.panel")} onClose={close}>{inside}</Sheet>;
  return (
    <aside className={classes.panel} aria-label={t("source.panel")}>
      {inside}
    </aside>
  );
}

/** Over everything, with the focus inside; the browser's own dialog. */
function Sheet({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current!;
    shown.showModal();
    return () => shown.close();
  }, []);
  return (
    <dialog ref={dialog} className={classes.sheet} aria-label={label} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      {children}
    </dialog>
  );
}

function Inside({ answer, opened, onOpen, onClose }: Properties & { onClose: () => void }) {
  const { t } = useTranslation("chat");
  const heading = useRef<HTMLHeadingElement>(null);
  const source = answer.sources.find((each) => each.number === opened.source);
  const at = answer.sources.findIndex((each) => each.number === opened.source);
  const step = (by: number) => {
    const next = answer.sources[at + by];
    if (next) onOpen({ of: answer.id, source: next.number, at: null });
  };
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [opened.source, opened.of]);
  return (
    <>
      <header className={classes.head}>
        <h2 ref={heading} tabIndex={-1} className={classes.name}>
          <span className={classes.number}>{opened.source}</span>
          {source?.documentName ?? t("source.gone")}
        </h2>
        <ActionIcon aria-label={t("source.former")} disabled={at <= 0} onClick={() => step(-1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon aria-label={t("source.next")} disabled={at < 0 || at >= answer.sources.length - 1} onClick={() => step(1)}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <ActionIcon aria-label={t("source.close")} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      {source ? <Body key={`${source.chunkId}-${opened.at}`} answer={answer} source={source} at={opened.at} /> : <p className={classes.note}>{t("source.withheld")}</p>}
    </>
  );
}

function Body({ answer, source, at }: { answer: Message; source: Source; at: number | null }) {
  const { t } = useTranslation("chat");
  const view = useView();
  const hasPages = useHasPages(source);
  const text = <Surroundings answer={answer} source={source} at={at} />;
  return (
    <>
      <div className={classes.facts}>
        <p className={classes.place}>{[pathOf(source), source.page ? t("source.page", { page: source.page }) : ""].filter(Boolean).join(" · ")}</p>
        <div className={classes.row2}>
          {hasPages ? <ViewChoice /> : null}
          <Button component={Link} to="/documents/$documentId" params={{ documentId: source.documentId } as never} search={{ chunk: source.chunkId } as never} size="compact-sm" variant="subtle" rightSection={<IconExternalLink size={15} aria-hidden />}>
            {t("source.whole")}
          </Button>
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={classes.body} tabIndex={0} role="region" aria-label={t("source.text")}>
        {hasPages && view === "page" ? (
          <Suspense fallback={<Loading rows={1} height={480} />}>
            <PageView documentId={source.documentId} name={source.documentName} first={source.page ?? 1} sought={soughtIn(answer, source, at)} text={text} />
          </Suspense>
        ) : (
          text
        )}
        <Ranking source={source} isCited={answer.citations.some((each) => each.number === source.number)} />
      </div>
    </>
  );
}

/** Whether the pages of a source can be shown: a PDF that still holds the passage. */
function useHasPages(source: Source): boolean {
  const reads = useHolds("documents:read") && source.page !== null;
  const isPdf = useQuery({ ...isPdfQuery(source.documentId), enabled: reads }).data ?? false;
  const found = useQuery({ ...surroundingsQuery(source.documentId, source.chunkId), enabled: isPdf });
  return isPdf && (found.data?.some((each) => each.id === source.chunkId) ?? found.isPending);
}

/** What is marked on the page: the cited sentences, or the passage. */
function soughtIn(answer: Message, source: Source, at: number | null): Sought {
  const { startOffset: start, endOffset: end } = citationOf(answer, source.number, at) ?? source;
  return { passage: source.chunkId, start, end };
}

function Surroundings({ answer, source, at }: { answer: Message; source: Source; at: number | null }) {
  const { t } = useTranslation("chat");
  const found = useQuery(surroundingsQuery(source.documentId, source.chunkId));
  const mark = useRef<HTMLElement>(null);
  const citation = citationOf(answer, source.number, at);
  const cited: Span | null = citation ? [citation.startOffset, citation.endOffset] : null;
  const passage: Span = [source.startOffset, source.endOffset];
  useEffect(() => {
    void mark.current?.scrollIntoView({ block: "center" });
  }, [found.isPending, citation]);
  if (found.isPending) return <Loading rows={6} height={56} />;
  const isGone = found.error instanceof ApiError && found.error.status === 404;
  if (found.error && !isGone) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  const holds = found.data?.some((each) => each.id === source.chunkId) ?? false;
  return (
    <>
      {holds ? null : <p className={classes.note}>{t(isGone ? "source.deleted" : "source.changed")}</p>}
      <PassageText pieces={holds ? found.data! : [source]} passage={passage} cited={cited} markRef={mark} />
    </>
  );
}
