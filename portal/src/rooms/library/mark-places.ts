/** A remark plugin: marks places of the Markdown source in what becomes of it, without touching anything else. */

import { joined, type Span } from "./spans";

interface Node {
  type: string;
  value?: string;
  children?: Node[];
  position?: { start: { offset?: number }; end: { offset?: number } };
  data?: Record<string, unknown>;
}

export function markPlaces(spans: readonly Span[]) {
  const wanted = joined(spans);
  return () => (tree: Node) => {
    if (wanted.length) visit(tree, wanted);
  };
}

function visit(node: Node, spans: readonly Span[]) {
  if (node.type === "code" || node.type === "inlineCode") markCode(node, spans);
  node.children = node.children?.flatMap((child) => {
    if (child.type !== "text") {
      visit(child, spans);
      return [child];
    }
    return pieces(child, spans).map(({ text, marked }): Node =>
      marked ? { type: "emphasis", data: { hName: "mark" }, children: [{ type: "text", value: text }] } : { type: "text", value: text },
    );
  });
}

/** Code has no children in Markdown: those of its element are given. */
function markCode(node: Node, spans: readonly Span[]) {
  const children = pieces(node, spans).map(({ text, marked }) =>
    marked
      ? { type: "element", tagName: "mark", properties: {}, children: [{ type: "text", value: text }] }
      : { type: "text", value: text },
  );
  if (children.length > 1 || children[0]?.type === "element") node.data = { ...node.data, hChildren: children };
}

function pieces(node: Node, spans: readonly Span[]): { text: string; marked: boolean }[] {
  const text = node.value ?? "";
  const [from, to] = [node.position?.start.offset, node.position?.end.offset];
  if (from === undefined || to === undefined) return [{ text, marked: false }];
  const touching = spans.filter(([start, end]) => start < to && end > from);
  if (!touching.length) return [{ text, marked: false }];
  // Where escapes or fences make source and text of different lengths, the end of the source's first difference is unknown.
  const shift = node.type === "text" && to - from === text.length ? from : shiftOf(node, from, to, text);
  if (shift === null) return [{ text, marked: true }];
  const found: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const [start, end] of touching) {
    const [begin, stop] = [Math.max(at, start - shift), Math.min(text.length, end - shift)];
    if (begin >= stop) continue;
    if (begin > at) found.push({ text: text.slice(at, begin), marked: false });
    found.push({ text: text.slice(begin, stop), marked: true });
    at = stop;
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false });
  return found;
}

/** Where the text of code begins in the source: behind its backquotes, which stand on both sides alike. */
function shiftOf(node: Node, from: number, to: number, text: string): number | null {
  const around = to - from - text.length;
  return node.type === "inlineCode" && around > 0 && around % 2 === 0 ? from + around / 2 : null;
}
