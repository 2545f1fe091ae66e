/** A unified diff as rows that can be shown beside each other: what went at the left, what came at the right. */

export interface Line {
  number: number;
  text: string;
  /** Where within the line something changed; nothing where the whole line did. */
  part?: [start: number, end: number];
}

export type Row = { kind: "same"; before: Line; after: Line } | { kind: "changed"; before?: Line; after?: Line } | { kind: "gap" };

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;
const HEADS = 2;
/** Less than this in common, and marking a part of the line would confuse more than it shows. */
const ALIKE = 0.4;

/** Rows of a diff as the service writes it; none where nothing changed. */
export function rowsOf(diff: string): Row[] {
  const rows: Row[] = [];
  let [left, right] = [0, 0];
  let gone: Line[] = [];
  let come: Line[] = [];
  const flush = () => {
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) rows.push(paired(gone[at], come[at]));
    [gone, come] = [[], []];
  };
  for (const line of diff.split("\n").slice(HEADS)) {
    const hunk = HUNK.exec(line);
    const text = line.slice(1);
    if (hunk) {
      flush();
      [left, right] = [Number(hunk[1]), Number(hunk[2])];
      if (rows.length || left > 1) rows.push({ kind: "gap" });
    } else if (line.startsWith("-")) {
      gone.push({ number: left++, text });
    } else if (line.startsWith("+")) {
      come.push({ number: right++, text });
    } else if (line.startsWith(" ")) {
      flush();
      rows.push({ kind: "same", before: { number: left++, text }, after: { number: right++, text } });
    }
  }
  flush();
  return rows;
}

function paired(before: Line | undefined, after: Line | undefined): Row {
  if (!before || !after) return { kind: "changed", before, after };
  const shortest = Math.min(before.text.length, after.text.length);
  let start = 0;
  while (start < shortest && before.text[start] === after.text[start]) start += 1;
  let end = 0;
  while (end < shortest - start && before.text.at(-1 - end) === after.text.at(-1 - end)) end += 1;
  if (start + end < ALIKE * shortest) return { kind: "changed", before, after };
  return {
    kind: "changed",
    before: { ...before, part: [start, before.text.length - end] },
    after: { ...after, part: [start, after.text.length - end] },
  };
}
