/** Where in its document a citation stands, and the words around it. */

import type { Citation, Message, Source } from "../queries";
import { type Span, spansIn } from "../text/places";

/** The citation of a number that was cited `before` times already. */
export function citationOf(answer: Message, number: number, before: number | null): Citation | undefined {
  const alike = answer.citations.filter((each) => each.number === number);
  return alike[Math.min(before ?? 0, alike.length - 1)];
}

/** The marked part of a source's text. */
export function markedIn(source: Source, citation: Citation | undefined): Span | null {
  if (!citation) return null;
  const [span] = spansIn(source.text, [[citation.startOffset - source.startOffset, citation.endOffset - source.startOffset]]);
  return span ?? null;
}

/** A short part of a text around what is marked, with the mark's place in it. */
export function excerpt(text: string, mark: Span | null, most = 240): { before: string; marked: string; after: string } {
  if (!mark) {
    const [first] = text.length > most ? [`${text.slice(0, most).replace(/\s\S*$/, "")} …`] : [text];
    return { before: first, marked: "", after: "" };
  }
  const [start, end] = [mark[0], Math.min(mark[1], mark[0] + most)];
  const room = Math.max(0, most - (end - start)) / 2;
  const from = start - room <= 0 ? 0 : text.indexOf(" ", start - room) + 1 || start;
  const to = end + room >= text.length ? text.length : Math.max(end, text.lastIndexOf(" ", end + room));
  const head = Math.min(from, start);
  return {
    before: (head > 0 ? "… " : "") + text.slice(head, start),
    marked: text.slice(start, end),
    after: text.slice(end, to) + (to < text.length ? " …" : ""),
  };
}

/** Headings and page in one line. */
export const pathOf = (source: Pick<Source, "headingPath">) => source.headingPath.join(" › ");
