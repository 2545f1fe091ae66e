/** The text of neighbouring passages as one, as it was read: headings and code recognisable, what is cited marked. */

import { Fragment, type Ref } from "react";

import { unwrapped } from "@/ui/prose";

import { placesIn, type Span } from "../text/places";
import classes from "./source.module.css";

export interface Piece {
  text: string;
  /** Characters of the document's text, as the service counts them. */
  startOffset: number;
  endOffset: number;
}

interface Properties {
  pieces: readonly Piece[];
  /** The passage that the model read. */
  passage: Span;
  /** The cited sentence. */
  cited: Span | null;
  markRef: Ref<HTMLElement>;
}

export function PassageText({ pieces, passage, cited, markRef }: Properties) {
  const parts = partsOf(pieces.map((each) => ({ ...each, text: unwrapped(each.text) })), passage, cited);
  const first = parts.findIndex((each) => each.marked !== "");
  return (
    <div className={classes.text}>
      {parts.map(({ start, isInside, before, marked, after }, at) => (
        <div key={start} className={isInside ? classes.inside : classes.outside}>
          <Lines text={before} />
          {marked ? (
            <mark ref={at === first ? markRef : undefined}>
              <Lines text={marked} />
            </mark>
          ) : null}
          <Lines text={after} />
        </div>
      ))}
    </div>
  );
}

function partsOf(pieces: readonly Piece[], passage: Span, cited: Span | null) {
  let reached = -1;
  return pieces.map(({ text, startOffset, endOffset }) => {
    const place = placesIn(text);
    const from = Math.max(0, reached - startOffset); // passages may overlap
    const end = endOffset - startOffset;
    const within = (at: number) => place(Math.max(from, Math.min(at - startOffset, end)));
    const [begin, stop] = cited ? [within(cited[0]), within(cited[1])] : [place(end), place(end)];
    reached = Math.max(reached, endOffset);
    return {
      start: startOffset,
      isInside: passage[0] < endOffset && startOffset < passage[1],
      before: text.slice(place(from), begin),
      marked: text.slice(begin, stop),
      after: text.slice(stop),
    };
  });
}

const HEADING = /^(#{1,6})\s+(.*)$/;

/** Lines of text; the signs of Markdown stand back, since offsets count them. */
function Lines({ text }: { text: string }) {
  // A heading stands apart by itself: the empty lines around it are not shown.
  return text.replaceAll(/(^#{1,6}[ \t].*\n)\n+/gm, "$1").split(/(?<=\n)/).map((line, at) => {
    const heading = HEADING.exec(line.trimEnd());
    if (!heading) return <Fragment key={at}>{line.startsWith("|") ? <code className={classes.row}>{line}</code> : line}</Fragment>;
    return (
      <span key={at} className={classes.heading}>
        {heading[2]}
        {"\n"}
      </span>
    );
  });
}
