/** Places in a text. Offsets of the API count characters (code points); those of JavaScript count UTF-16 units. */

export type Span = readonly [start: number, end: number];

export function toUnits(text: string): (offset: number) => number {
  if (!/[\uD800-\uDFFF]/.test(text)) return (offset) => offset;
  const places = [0];
  for (const character of text) places.push(places[places.length - 1] + character.length);
  return (offset) => places[Math.max(0, Math.min(offset, places.length - 1))];
}

export function joined(spans: readonly Span[]): Span[] {
  const found: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** `12-40,55-60` as places. */
export const readSpans = (written: string): Span[] =>
  written
    .split(",")
    .map((span) => span.split("-").map(Number) as [number, number])
    .filter(([start, end]) => Number.isInteger(start) && Number.isInteger(end) && end > start);

export const writeSpans = (spans: readonly Span[]) => spans.map(([start, end]) => `${start}-${end}`).join(",");

interface Place {
  text: string;
  startOffset: number;
  endOffset: number;
}

/** Places of the document that touch a passage, as places of its text; one that is the whole passage says nothing. */
export function insidePassage(passage: Place, spans: readonly Span[]): Span[] {
  const units = toUnits(passage.text);
  const length = passage.endOffset - passage.startOffset;
  return joined(
    spans
      .map(([start, end]): Span => [start - passage.startOffset, end - passage.startOffset])
      .filter(([start, end]) => end > 0 && start < length && !(start <= 0 && end >= length))
      .map(([start, end]): Span => [units(Math.max(0, start)), units(Math.min(length, end))]),
  );
}

/** Where words stand in a text, whatever their case. */
export function found(text: string, words: string): Span[] {
  const wanted = words.trim().toLowerCase();
  const lowered = text.toLowerCase();
  if (!wanted || lowered.length !== text.length) return [];
  const spans: Span[] = [];
  for (let at = lowered.indexOf(wanted); at >= 0; at = lowered.indexOf(wanted, at + wanted.length)) spans.push([at, at + wanted.length]);
  return spans;
}
