/** A page of a PDF as it looks, with the passage marked on it: turned, enlarged, and given up for the text where it cannot be shown. */

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/errors";

import { ErrorNote } from "../error-note";
import { type PageFacts, pageQuery, pictureQuery, type Sought } from "./data";
import classes from "./page-view.module.css";
import { Tools } from "./tools";

interface Properties {
  documentId: string;
  name: string;
  /** The page to begin with, where the passage does not say another. */
  first: number;
  sought: Sought | null;
  /** Its text, which is shown where the picture cannot be. */
  text: ReactNode;
}

/** Times the picture's own size; 0 fits the width. */
const SIZES = [0, 1, 1.5, 2];

export default function PageView({ documentId, name, first, sought, text }: Properties) {
  const { t } = useTranslation("ui");
  const [turned, turn] = useState<number | null>(null);
  const [size, setSize] = useState(0);
  const begun = useQuery(pageQuery(documentId, first, sought));
  const marked = begun.data?.markedPage ?? null;
  const page = turned ?? marked ?? first;
  // The passage is looked for once; other pages are asked for without it.
  const shown = useQuery({ ...pageQuery(documentId, page, page === first || page === marked ? sought : null), placeholderData: (former) => former, enabled: begun.data !== undefined });
  const error = begun.error ?? shown.error;
  const facts = shown.data ?? begun.data;
  const pages = facts?.pages ?? 0;
  const go = (to: number) => turn(Math.max(1, Math.min(pages || to, to)));
  const resize = (by: number) => setSize((now) => Math.max(0, Math.min(SIZES.length - 1, now + by)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const acts: Record<string, () => void> = { "+": () => resize(1), "=": () => resize(1), "-": () => resize(-1), "0": () => setSize(0) };
    if (size === 0) Object.assign(acts, { ArrowLeft: () => go(page - 1), ArrowRight: () => go(page + 1) });
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  };
  const again = () => void (begun.error ? begun.refetch() : shown.refetch());
  const isSettled = shown.data !== undefined && !shown.isPlaceholderData;
  return (
    <section className={classes.viewer} aria-label={t("page.viewer")}>
      {facts || !error ? <Tools page={page} pages={pages} size={size} sizes={SIZES} onPage={go} onSize={setSize} /> : null}
      {error ? <GivenUp error={error} onRetry={again} text={text} /> : null}
      {!error && isSettled && shown.data.letterless.length > 0 ? <p className={classes.note}>{t("page.letterless")}</p> : null}
      {!error && isSettled && marked === page && shown.data.marks.length === 0 ? <p className={classes.note}>{t("page.unmarked")}</p> : null}
      {!error && isSettled && marked !== null && marked !== page ? (
        <button type="button" className={classes.link} onClick={() => go(marked)}>
          {t("page.elsewhere", { page: marked })}
        </button>
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- what scrolls must be reachable by keyboard, and is turned by it */}
      <div className={classes.frame} data-zoomed={size > 0 || undefined} tabIndex={0} role="group" aria-label={t("page.alt", { name, page })} hidden={Boolean(error)} onKeyDown={onKeyDown}>
        {facts ? (
          <Sheet documentId={documentId} name={name} page={page} facts={facts} isSettled={isSettled} scale={SIZES[size]} text={text} />
        ) : (
          <Skeleton className={classes.waiting} />
        )}
      </div>
    </section>
  );
}

function GivenUp({ error, onRetry, text }: { error: Error; onRetry: () => void; text: ReactNode }) {
  const mayPass = !(error instanceof ApiError) || error.status === 0 || error.status === 429 || error.status >= 500;
  return (
    <>
      <ErrorNote error={error} onRetry={mayPass ? onRetry : undefined} />
      {text}
    </>
  );
}

interface SheetProperties {
  documentId: string;
  name: string;
  page: number;
  facts: PageFacts;
  /** Whether the facts are this page's: until then they are the former one's and keep its room. */
  isSettled: boolean;
  scale: number;
  text: ReactNode;
}

function Sheet({ documentId, name, page, facts, isSettled, scale, text }: SheetProperties) {
  const { t } = useTranslation("ui");
  const picture = useQuery({ ...pictureQuery(documentId, facts.version, page), enabled: isSettled });
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    mark.current?.scrollIntoView({ block: "center", inline: "nearest" });
  }, [isSettled, page, scale]);
  if (picture.error) return <GivenUp error={picture.error} onRetry={() => void picture.refetch()} text={text} />;
  const { width, height } = facts;
  return (
    <div className={classes.sheet} style={{ aspectRatio: `${width} / ${height}`, ...(scale ? { width: width * scale, maxWidth: "none" } : {}) }} aria-busy={!picture.data}>
      {picture.data ? <Picture picture={picture.data} width={width} height={height} alt={t("page.alt", { name, page })} /> : <Skeleton className={classes.waiting} radius={0} />}
      {isSettled
        ? facts.marks.map(({ left, top, width: wide, height: high }, at) => (
            <span
              key={at}
              ref={at === 0 ? mark : undefined}
              className={classes.mark}
              data-mark
              aria-hidden
              style={{ left: `${left * 100}%`, top: `${top * 100}%`, width: `${wide * 100}%`, height: `${high * 100}%` }}
            />
          ))
        : null}
    </div>
  );
}

interface PictureProperties {
  picture: Blob;
  alt: string;
  width: number;
  height: number;
}

/** The picture has an address in this window as long as it is shown. */
function Picture({ picture, alt, width, height }: PictureProperties) {
  const show = useCallback(
    (place: HTMLImageElement) => {
      const address = URL.createObjectURL(picture);
      place.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [picture],
  );
  return <img ref={show} alt={alt} width={width} height={height} draggable={false} />;
}
