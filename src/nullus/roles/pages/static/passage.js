// A passage as text nodes: Markdown's own marks are dimmed, never interpreted, so that every character stays at its offset.

import { make } from "./dom.js";

/** Offsets of the API count characters (code points); those of JavaScript count UTF-16 units. */
export function toUnits(text) {
  if (!/[\uD800-\uDFFF]/.test(text)) return (offset) => offset;
  const places = [0];
  for (const character of text) places.push(places[places.length - 1] + character.length);
  return (offset) => places[Math.max(0, Math.min(offset, places.length - 1))];
}

/** Spans of the document that touch a passage, as spans of its text; whole-passage spans say nothing and are left out. */
export function spansInside(passage, spans) {
  const units = toUnits(passage.text);
  const length = passage.endOffset - passage.startOffset;
  return joined(
    spans
      .map(([start, end]) => [start - passage.startOffset, end - passage.startOffset])
      .filter(([start, end]) => end > 0 && start < length && !(start <= 0 && end >= length))
      .map(([start, end]) => [units(Math.max(0, start)), units(Math.min(length, end))]),
  );
}

function joined(spans) {
  const found = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = found[found.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** Where the words of a question stand in a text. Korean words are also found without their endings. */
export function wordSpans(question, text) {
  const lowered = text.toLowerCase();
  if (lowered.length !== text.length) return [];
  const spans = [];
  for (const word of new Set(question.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [])) {
    const shortest = /\p{Script=Hangul}/u.test(word) ? 2 : Math.max(3, word.length - 2);
    for (let length = word.length; length >= Math.min(shortest, word.length); length -= 1) {
      const piece = word.slice(0, length);
      let at = lowered.indexOf(piece);
      if (at < 0) continue;
      for (; at >= 0; at = lowered.indexOf(piece, at + length)) {
        if (at === 0 || !/[\p{L}\p{N}_]/u.test(lowered[at - 1])) spans.push([at, at + length]);
      }
      break;
    }
  }
  return joined(spans);
}

/** The piece of a text around its first mark. */
export function snippet(text, marks, most = 280) {
  const heads = text.match(/^(?:#{1,6}\s[^\n]*\n+)+/)?.[0].length ?? 0; // the heading path says it already
  const first = (marks.find(([from]) => from >= heads) ?? marks[0] ?? [heads])[0];
  let start = Math.max(0, Math.min(first - 60, text.length - most));
  if (first >= heads && start < heads) start = heads;
  else if (start > 0) start = Math.max(start, text.slice(start, start + 30).search(/\s/) + start + 1);
  let end = Math.min(text.length, start + most);
  if (end < text.length) end = Math.max(start + most - 30, text.lastIndexOf(" ", end));
  const inside = marks
    .map(([from, to]) => [Math.max(from, start) - start, Math.min(to, end) - start])
    .filter(([from, to]) => from < to);
  return [start > heads ? "… " : "", ...marked(text.slice(start, end), inside), end < text.length ? " …" : ""];
}

/** Nodes of a text in which the spans are marked. */
export function marked(text, spans, from = 0) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of spans) {
    const [begin, stop] = [Math.max(at, start - from), Math.min(text.length, end - from)];
    if (begin >= stop) continue;
    nodes.push(text.slice(at, begin), make("mark", {}, text.slice(begin, stop)));
    at = stop;
  }
  nodes.push(text.slice(at));
  return nodes;
}

/** The whole passage, headings and code made recognisable. */
export function render(text, spans) {
  return pieces(text).map(({ start, end, kind }) => {
    const nodes = marked(text.slice(start, end), spans, start);
    return kind ? make(kind === "code" ? "code" : "span", { class: kind }, ...nodes) : make("span", {}, ...nodes);
  });
}

function pieces(text) {
  const found = [];
  const add = (start, end, kind) => {
    const last = found[found.length - 1];
    if (start === end) return;
    if (last && last.kind === kind) last.end = end;
    else found.push({ start, end, kind });
  };
  let fence = null;
  let start = 0;
  while (start < text.length) {
    const stop = text.indexOf("\n", start);
    const end = stop < 0 ? text.length : stop + 1;
    const line = text.slice(start, end);
    const mark = line.match(/^\s*(```+|~~~+)/)?.[1] ?? null;
    const heading = fence === null ? line.match(/^(#{1,6}\s+)(.*?)(\s*\{\s*#[^}]*\}\s*|\s*)$/s) : null;
    if (fence !== null || mark) {
      add(start, end, "code");
      if (fence === null) fence = mark;
      else if (mark?.startsWith(fence)) fence = null;
    } else if (heading) {
      const [, hashes, words] = heading;
      add(start, start + hashes.length, "dim");
      add(start + hashes.length, start + hashes.length + words.length, "heading");
      add(start + hashes.length + words.length, end, "dim");
    } else add(start, end, line.trim() ? "" : "gap");
    start = end;
  }
  return found;
}
