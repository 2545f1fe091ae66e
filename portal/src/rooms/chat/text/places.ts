/** Places in texts: the service counts characters (code points), JavaScript counts UTF-16 units. */

export type Span = readonly [start: number, end: number];

/** Turns a place that the service counted into one of JavaScript, for this text. */
export function placesIn(text: string): (place: number) => number {
  if (!/[\uD800-\uDBFF]/.test(text)) return (place) => Math.max(0, Math.min(place, text.length));
  const units: number[] = [];
  let at = 0;
  for (const character of text) {
    units.push(at);
    at += character.length;
  }
  return (place) => (place < 0 ? 0 : (units[place] ?? text.length));
}

export const spansIn = (text: string, spans: readonly Span[]): Span[] => {
  const place = placesIn(text);
  return spans.map(([start, end]) => [place(start), place(end)] as const).filter(([start, end]) => start < end);
};

/** How many characters the service would count. */
export const lengthOf = (text: string) => [...text].length;
