/** Text with places in it marked, as text nodes: nothing in it is interpreted. */

import type { ReactNode } from "react";

import { joined, type Span } from "./spans";

export function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of joined(spans)) {
    const [begin, stop] = [Math.max(at, start), Math.min(text.length, end)];
    if (begin >= stop) continue;
    nodes.push(text.slice(at, begin), <mark key={begin}>{text.slice(begin, stop)}</mark>);
    at = stop;
  }
  nodes.push(text.slice(at));
  return nodes;
}
