/** TeX as elements of MathML, which browsers draw and screen readers read. Only what is listed here becomes an element. */

import { createElement, type CSSProperties, type ReactNode, useMemo } from "react";
import temml from "temml";

import classes from "./text.module.css";

const ELEMENTS = new Set(
  ("math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts " +
    "none mpadded mphantom mstyle menclose mtable mtr mtd").split(" "),
);
const ATTRIBUTES: Record<string, string> = {
  accent: "accent", accentunder: "accentunder", columnspan: "columnSpan", depth: "depth", display: "display",
  displaystyle: "displaystyle", fence: "fence", form: "form", height: "height", largeop: "largeop", linethickness: "linethickness",
  lspace: "lspace", mathvariant: "mathvariant", maxsize: "maxsize", minsize: "minsize", movablelimits: "movablelimits",
  notation: "notation", rspace: "rspace", rowspan: "rowSpan", scriptlevel: "scriptlevel", separator: "separator",
  stretchy: "stretchy", symmetric: "symmetric", voffset: "voffset", width: "width",
};
const SIDES: Record<string, CSSProperties> = { "tml-left": { textAlign: "left" }, "tml-right": { textAlign: "right" } };
const PADDING = /padding-(left|right): ?(-?[\d.]+(?:em|pt))/g;
/** No formula of use needs more; what doubles itself ends here. */
const LIMITS = { throwOnError: true, trust: false, maxExpand: 200, maxSize: [10, 10] as [number, number] };
const MOST_CHARACTERS = 10_000;

interface Properties {
  source: string;
  isBlock: boolean;
  /** Stands where the formula cannot be read. */
  otherwise: ReactNode;
}

export default function FormulaDrawn({ source, isBlock, otherwise }: Properties) {
  const found = useMemo(() => read(source, isBlock), [source, isBlock]);
  if (found === null) return otherwise;
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
  return isBlock ? <span className={classes.formula} tabIndex={0}>{found}</span> : found;
}

function read(source: string, isBlock: boolean): ReactNode {
  if (source.length > MOST_CHARACTERS) return null;
  const loose = document.createElement("span");
  try {
    temml.render(source, loose, { ...LIMITS, displayMode: isBlock });
  } catch {
    return null;
  }
  return [...loose.childNodes].map(elementOf);
}

function elementOf(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element) || !ELEMENTS.has(node.localName)) return null;
  const properties: Record<string, unknown> = { key, style: styleOf(node) };
  for (const { name, value } of node.attributes) {
    if (ATTRIBUTES[name]) properties[ATTRIBUTES[name]] = value;
  }
  return createElement(node.localName, properties, ...[...node.childNodes].map(elementOf));
}

/** How cells of a table stand: colours and all else are the page's own. */
function styleOf(element: Element): CSSProperties | undefined {
  const style: Record<string, string> = {};
  for (const [, side, length] of (element.getAttribute("style") ?? "").matchAll(PADDING)) {
    style[side === "left" ? "paddingLeft" : "paddingRight"] = length;
  }
  for (const name of element.classList) Object.assign(style, SIDES[name]);
  return Object.keys(style).length ? style : undefined;
}
