/** Texts whose lines were broken by an editor, to be set anew. */

/** A line break within a sentence becomes a space; breaks of lists, tables, code and paragraphs stay. The length stays too. */
export const unwrapped = (text: string): string =>
  text.replaceAll(/(?<=[^\n]{30})(?<![;{}>|])\n(?!\d+[.)]\s)(?=[\p{L}\p{N}(‘’“”"'`]|\*{1,2}[^\s*])/gu, " ");
