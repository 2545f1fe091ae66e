/**
 * Formulas inside Markdown. Before Markdown is read they are veiled: each character that has a meaning there is exchanged for
 * one of the private use area, so that places stay the same; afterwards they are found again by their veiled marks.
 */

const VEILED = "\\*_[]<>&`|~-+=#.!(){}^$\n";
const BASE = 0xe100;
const OPEN: Record<string, string> = { "\\(": "\ue000\ue001", "\\[": "\ue002\ue003", "$$": "\ue004\ue005", $: "\ue006" };
const CLOSE: Record<string, string> = { "\\(": "\ue010\ue011", "\\[": "\ue012\ue013", "$$": "\ue014\ue015", $: "\ue016" };
const CODE = /(`{3,}|~{3,})[\s\S]*?(?:\n\s*\1|$)|(`+)(?!`)[\s\S]*?[^`]\2(?!`)/;
const FORMULA =
  /\\\((?<round>[^\n]+?)\\\)|\\\[(?<square>[\s\S]+?)\\\]|\$\$(?<double>[\s\S]+?)\$\$|(?<![\\$\w])\$(?<single>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\d$])/;
const EITHER = new RegExp(`${CODE.source}|${FORMULA.source}`, "g");
const MARKS = /\ue000\ue001([^\ue010]*)\ue010\ue011|\ue002\ue003([^\ue012]*)\ue012\ue013|\ue004\ue005([^\ue014]*)\ue014\ue015|\ue006([^\ue016]*)\ue016/g;
const OWN = /[\ue000-\ue1ff]/g;

/** The text with its formulas veiled, as long as before. */
export function veiled(text: string): string {
  if (!/[$]|\\[([]/.test(text)) return text;
  return text.replaceAll(OWN, "\ufffd").replace(EITHER, (whole, ...more) => {
    const { round, square, double, single } = more.at(-1) as Record<string, string | undefined>;
    const inner = round ?? square ?? double ?? single;
    if (inner === undefined || /\n\s*\n/.test(inner) || (single !== undefined && !isFormula(single))) return whole;
    const kind = round !== undefined ? "\\(" : square !== undefined ? "\\[" : double !== undefined ? "$$" : "$";
    return OPEN[kind] + [...inner].map(veil).join("") + CLOSE[kind];
  });
}

/** `$5 and $6` is money. */
const isFormula = (inner: string) => /[\\^_=]|^[A-Za-z]$/.test(inner) && !/[가-힣]/.test(inner.replace(/\\text\{[^}]*\}/g, ""));

const veil = (character: string) => {
  const at = VEILED.indexOf(character);
  return at < 0 ? character : String.fromCharCode(BASE + at);
};

/** As it was written. */
export const revealed = (text: string) =>
  text.replace(OWN, (character) => {
    const code = character.charCodeAt(0);
    if (code >= BASE) return VEILED[code - BASE] ?? character;
    for (const marks of [OPEN, CLOSE]) {
      for (const [written, mark] of Object.entries(marks)) {
        const at = mark.indexOf(character);
        if (at >= 0) return (marks === CLOSE ? written.replace("(", ")").replace("[", "]") : written)[at];
      }
    }
    return character;
  });

type Piece = { at: number; text: string; formula?: undefined } | { at: number; formula: string; kind: "inline" | "block" };

/** The pieces of a text that Markdown has left together. */
export function formulasOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(MARKS)) {
    if (found.index > at) pieces.push({ at, text: revealed(text.slice(at, found.index)) });
    const inner = found[1] ?? found[2] ?? found[3] ?? found[4] ?? "";
    const isBlock = found[2] !== undefined || found[3] !== undefined;
    pieces.push({ at: found.index, formula: revealed(inner), kind: isBlock ? "block" : "inline" });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ at, text: revealed(text.slice(at)) });
  return pieces;
}
