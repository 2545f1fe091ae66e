/**
 * What a model wrote, as nodes: paragraphs, headings, lists, quotes, tables, code, emphasis, and citations as buttons.
 * Nothing in it can cause a request or lead anywhere: an address is shown as text, an image as its description.
 */
import { make } from "./dom";

export type Cite = (number: number) => Node;

const FENCE = /^\s*(```|~~~)/;
const LIST = /^\s*([-*+]|\d{1,9}[.)])\s+(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const INLINE =
  /(`+)([\s\S]+?)\1|!?\[([^\]\n]*)\]\(([^)\s]*)[^)]*\)|\*\*([\s\S]+?)\*\*|__([\s\S]+?)__|\*([^*\n]+?)\*|\[(\d{1,3})\]/;

/** The blocks of a text. */
export function render(text: string, cite: Cite): DocumentFragment {
  const made = document.createDocumentFragment();
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (!line.trim()) {
      at += 1;
    } else if (FENCE.test(line)) {
      const code: string[] = [];
      for (at += 1; at < lines.length && !FENCE.test(lines[at]!); at += 1) code.push(lines[at]!);
      at += 1;
      made.append(make("pre", { tabindex: "0" }, make("code", {}, code.join("\n"))));
    } else if (/^#{1,6}\s/.test(line)) {
      const depth = Math.min(6, /^#+/.exec(line)![0].length + 2) as 3 | 4 | 5 | 6;
      made.append(make(`h${depth}`, {}, inline(line.replace(/^#+\s+/, ""), cite)));
      at += 1;
    } else if (ROW.test(line) && RULE.test(lines[at + 1] ?? "")) {
      const rows: string[] = [line];
      for (at += 2; at < lines.length && ROW.test(lines[at]!); at += 1) rows.push(lines[at]!);
      made.append(table(rows, cite));
    } else if (LIST.test(line)) {
      const ordered = /^\s*\d/.test(line);
      const list = make(ordered ? "ol" : "ul");
      for (let item = LIST.exec(lines[at] ?? ""); item; item = LIST.exec(lines[at] ?? "")) {
        let body = item[2]!;
        for (at += 1; at < lines.length && /^\s{2,}\S/.test(lines[at]!) && !LIST.test(lines[at]!); at += 1) body += ` ${lines[at]!.trim()}`;
        list.append(make("li", {}, inline(body, cite)));
      }
      made.append(list);
    } else if (/^\s*>/.test(line)) {
      const quoted: string[] = [];
      for (; at < lines.length && /^\s*>/.test(lines[at]!); at += 1) quoted.push(lines[at]!.replace(/^\s*>\s?/, ""));
      made.append(make("blockquote", {}, inline(quoted.join("\n"), cite)));
    } else {
      const words: string[] = [];
      for (; at < lines.length && lines[at]!.trim() && !(words.length && (FENCE.test(lines[at]!) || LIST.test(lines[at]!))); at += 1) words.push(lines[at]!);
      made.append(make("p", {}, inline(words.join("\n"), cite)));
    }
  }
  return made;
}

function table(rows: string[], cite: Cite): Node {
  const cells = (row: string): string[] => ROW.exec(row)![1]!.split("|").map((each) => each.trim());
  const line = (row: string, tag: "th" | "td"): Node => make("tr", {}, ...cells(row).map((each) => make(tag, {}, inline(each, cite))));
  const [head, ...body] = rows;
  const drawn = make("table", {}, make("thead", {}, line(head!, "th")), make("tbody", {}, ...body.map((each) => line(each, "td"))));
  return make("div", { class: "scroll", tabindex: "0" }, drawn);
}

function inline(text: string, cite: Cite): DocumentFragment {
  const made = document.createDocumentFragment();
  let rest = text;
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    made.append(rest.slice(0, found.index));
    const [whole, , code, label, address, strong, strongToo, soft, number] = found;
    if (code !== undefined) made.append(make("code", {}, code.trim()));
    else if (address !== undefined) made.append(label === address || !address ? label! : `${label} (${address})`);
    else if (strong !== undefined || strongToo !== undefined) made.append(make("strong", {}, inline((strong ?? strongToo)!, cite)));
    else if (soft !== undefined) made.append(make("em", {}, inline(soft, cite)));
    else if (number !== undefined) made.append(cite(Number(number)));
    rest = rest.slice(found.index + whole.length);
  }
  made.append(rest);
  return made;
}
