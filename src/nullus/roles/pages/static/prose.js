// An answer's text as DOM nodes: paragraphs, lists, code, stress, and [n] as citation links. No address in it is ever requested.

import { make } from "./dom.js";

const INLINE = /(`+)([^`]+?)\1|\*\*(\S(?:.*?\S)?)\*\*|\*([^\s*](?:[^*\n]*[^\s*])?)\*|\[(\d{1,3})\]|!?\[([^\]\n]+)\]\(([^)\s]*)\)(?:\{[^}\n]*\})?/gs;

/** The text cut at blank lines; fenced code stays whole. The last block may still grow. */
export function blocksOf(text) {
  const blocks = [];
  let lines = [];
  let fenced = false;
  const close = () => {
    if (lines.length) blocks.push(lines.join("\n"));
    lines = [];
  };
  for (const line of text.split("\n")) {
    const mark = /^\s*(```|~~~)/.test(line);
    if (mark && !fenced) close();
    if (!fenced && !mark && line.trim() === "") close();
    else lines.push(line);
    if (mark && fenced) close();
    if (mark) fenced = !fenced;
  }
  close();
  return blocks;
}

/** The nodes of one block. */
export function render(block) {
  const lines = block.split("\n");
  if (/^\s*(```|~~~)/.test(lines[0])) {
    const body = lines.slice(1, /^\s*(```|~~~)\s*$/.test(lines[lines.length - 1]) ? -1 : undefined);
    return [make("pre", { tabindex: "0" }, make("code", {}, body.join("\n")))];
  }
  if (lines.length > 1 && lines.every((line) => line.trim().startsWith("|"))) {
    return [make("pre", { tabindex: "0" }, ...inline(block))];
  }
  const nodes = [];
  let list = null;
  let paragraph = [];
  const close = () => {
    if (paragraph.length) nodes.push(make("p", {}, ...inline(paragraph.join("\n"))));
    paragraph = [];
  };
  for (const line of lines) {
    const item = line.match(/^\s*(?:([-*+])|(\d{1,3})[.)])\s+(.*)$/s);
    const heading = line.match(/^#{1,6}\s+(.*?)(?:\s*\{[^}]*\})?\s*$/);
    if (item) {
      close();
      const kind = item[1] ? "ul" : "ol";
      if (list?.localName !== kind) {
        list = make(kind, kind === "ol" ? { start: item[2] } : {});
        nodes.push(list);
      }
      list.append(make("li", {}, ...inline(item[3])));
      continue;
    }
    if (heading) {
      close();
      nodes.push(make("p", { class: "heading" }, ...inline(heading[1])));
      list = null;
    } else if (list && /^\s{2,}\S/.test(line)) list.lastChild.append(" ", ...inline(line.trim()));
    else {
      list = null;
      paragraph.push(line);
    }
  }
  close();
  return nodes;
}

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(text.slice(at, found.index));
    const [whole, , code, bold, stressed, number, label, address] = found;
    if (code) nodes.push(make("code", {}, code));
    else if (bold) nodes.push(make("strong", {}, ...inline(bold)));
    else if (stressed) nodes.push(make("em", {}, ...inline(stressed)));
    else if (number) nodes.push(make("a", { class: "marker", "data-number": number }, whole));
    else nodes.push(...inline(label), /^https?:/.test(address) ? ` (${address})` : "");
    at = found.index + whole.length;
  }
  nodes.push(text.slice(at));
  return nodes;
}
