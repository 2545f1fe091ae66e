/**
 * A remark plugin: `[n]` becomes a citation, sentences that no passage supports become marked, formulas become formulas.
 * The elements `cite`, `u` and `var` are made here only, since raw HTML stays text.
 */

import { formulasOf, revealed } from "./formulas";
import type { Span } from "./places";

interface Node {
  type: string;
  value?: string;
  children?: Node[];
  position?: { start: { offset?: number }; end: { offset?: number } };
  data?: { hName: string; hProperties?: Record<string, string> };
}

export function marks(options: { unsupported: readonly Span[] }) {
  return (tree: Node, file: { value: unknown }) => {
    walk(tree, String(file.value), options.unsupported);
    number(tree, new Map());
  };
}

function walk(node: Node, source: string, unsupported: readonly Span[]) {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === "text") return piecesOf(child, source, unsupported);
    if (child.value !== undefined) return { ...child, value: revealed(child.value) };
    walk(child, source, unsupported);
    return child;
  });
}

/** Each citation learns how often its number stood before it: the same passage may be cited at several places. */
function number(node: Node, seen: Map<string, number>) {
  for (const child of node.children ?? []) {
    if (child.type !== "citation") {
      number(child, seen);
      continue;
    }
    const which = child.children?.[0]?.value ?? "";
    const before = seen.get(which) ?? 0;
    seen.set(which, before + 1);
    child.data = { hName: "cite", hProperties: { "data-before": String(before) } };
  }
}

const CITATION = /\[(\d{1,3})\]/g;

function piecesOf({ value = "", position }: Node, source: string, unsupported: readonly Span[]): Node[] {
  const start = position?.start.offset;
  const isExact = start !== undefined && source.slice(start, position?.end.offset) === value;
  const spans = isExact ? unsupported.map(([from, to]) => [from - start, to - start] as const) : [];
  return formulasOf(value).flatMap((piece) =>
    piece.formula === undefined
      ? cut(piece.text, piece.at, spans)
      : [{ type: "formula", data: { hName: "var", hProperties: { "data-kind": piece.kind } }, children: [plain(piece.formula)] }],
  );
}

/** Plain text and citations, with the marked parts wrapped. */
function cut(text: string, at: number, spans: readonly Span[]): Node[] {
  const edges = new Set([0, text.length]);
  for (const [start, end] of spans) for (const edge of [start - at, end - at]) if (edge > 0 && edge < text.length) edges.add(edge);
  const sorted = [...edges].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).flatMap((from, index) => {
    const found = cited(text.slice(from, sorted[index + 1]));
    const isMarked = spans.some(([start, end]) => start - at <= from && from < end - at);
    return isMarked ? [{ type: "unsupported", data: { hName: "u" }, children: found }] : found;
  });
}

function cited(text: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const found of text.matchAll(CITATION)) {
    if (found.index > at) nodes.push(plain(text.slice(at, found.index)));
    nodes.push({ type: "citation", data: { hName: "cite" }, children: [plain(found[1])] });
    at = found.index + found[0].length;
  }
  if (at < text.length) nodes.push(plain(text.slice(at)));
  return nodes;
}

const plain = (value: string): Node => ({ type: "text", value });
