/** A passage to read: Markdown where the reader of its format writes Markdown, else as it stands. Marks are true to the letter. */

import { memo, useMemo } from "react";

import Markdown from "@/ui/markdown";

import classes from "./library.module.css";
import { Marked } from "./marked";
import { markPlaces } from "./mark-places";
import type { Span } from "./spans";

/** Formats whose lines and signs are their own, and would be lost as Markdown. */
const AS_THEY_STAND = new Set(["text", "code", "json", "pdf", "image", "mail", "delimited"]);

interface Properties {
  text: string;
  format: string | null;
  spans: Span[];
}

export const PassageText = memo(
  function PassageText({ text, format, spans }: Properties) {
    const plugins = useMemo(() => [markPlaces(spans)], [spans]);
    if (format === null || AS_THEY_STAND.has(format)) {
      return (
        <div className={classes.plain}>
          <Marked text={text} spans={spans} />
        </div>
      );
    }
    return <Markdown text={text} plugins={plugins} />;
  },
  (before, now) => before.text === now.text && before.format === now.format && same(before.spans, now.spans),
);

const same = (one: Span[], other: Span[]) =>
  one.length === other.length && one.every(([start, end], at) => start === other[at][0] && end === other[at][1]);
