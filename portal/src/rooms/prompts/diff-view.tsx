/** What changed from one text to another: beside each other where there is room, one below the other on a phone. */

import { useTranslation } from "react-i18next";

import { type Line, type Row, rowsOf } from "./changes";
import classes from "./diff-view.module.css";

interface Properties {
  diff: string;
  before: string;
  after: string;
  label: string;
  lang: string;
}

export function DiffView({ diff, before, after, label, lang }: Properties) {
  const rows = rowsOf(diff);
  return (
    <>
      <table className={`${classes.beside} mantine-visible-from-sm`} aria-label={label} lang={lang}>
        <colgroup>
          <col className={classes.narrow} />
          <col />
          <col className={classes.narrow} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {before}
            </th>
            <th scope="col" colSpan={2}>
              {after}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Beside key={at} row={row} />
          ))}
        </tbody>
      </table>
      <ol className={`${classes.below} mantine-hidden-from-sm`} aria-label={label} lang={lang}>
        {rows.map((row, at) => (
          <Below key={at} row={row} />
        ))}
      </ol>
    </>
  );
}

function Beside({ row }: { row: Row }) {
  if (row.kind === "gap") {
    return (
      <tr className={classes.gap}>
        <td colSpan={4} aria-hidden>
          ⋯
        </td>
      </tr>
    );
  }
  const changed = row.kind === "changed";
  return (
    <tr>
      <Cell line={row.before} kind={changed ? "gone" : "same"} side="before" />
      <Cell line={row.after} kind={changed ? "come" : "same"} side="after" />
    </tr>
  );
}

type Kind = "gone" | "come" | "same";
const SIGNS: Record<Kind, string> = { gone: "−", come: "+", same: "" };

function Cell({ line, kind, side }: { line: Line | undefined; kind: Kind; side: "before" | "after" }) {
  if (!line) return <td colSpan={2} className={classes.nothing} data-side={side} aria-hidden />;
  return (
    <>
      <td className={classes.number} data-kind={kind} data-side={side} aria-hidden>
        {line.number} {SIGNS[kind]}
      </td>
      <td className={classes.line} data-kind={kind}>
        <Words line={line} kind={kind} />
      </td>
    </>
  );
}

/** The line, with the word for screen readers that the sign says to the eye. */
function Words({ line: { text, part }, kind }: { line: Line; kind: Kind }) {
  const { t } = useTranslation("prompts");
  if (kind === "same") return text;
  const Mark = kind === "gone" ? "del" : "ins";
  const said = <span className={classes.quiet}>{t(kind === "gone" ? "diff.gone" : "diff.come")} </span>;
  if (!part) {
    return (
      <Mark className={classes.whole}>
        {said}
        {text}
      </Mark>
    );
  }
  const [start, end] = part;
  return (
    <>
      {said}
      {text.slice(0, start)}
      {end > start ? <Mark className={classes.part}>{text.slice(start, end)}</Mark> : null}
      {text.slice(end)}
    </>
  );
}

function Below({ row }: { row: Row }) {
  if (row.kind === "gap") {
    return (
      <li className={classes.gap} aria-hidden>
        ⋯
      </li>
    );
  }
  const lines: [Line | undefined, Kind][] = row.kind === "same" ? [[row.after, "same"]] : [[row.before, "gone"], [row.after, "come"]];
  return lines.map(([line, kind]) =>
    line ? (
      <li key={kind} className={classes.line} data-kind={kind}>
        <span aria-hidden className={classes.sign}>
          {SIGNS[kind]}
        </span>
        <span>
          <Words line={line} kind={kind} />
        </span>
      </li>
    ) : null,
  );
}
