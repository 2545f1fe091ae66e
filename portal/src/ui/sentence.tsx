/** A sentence of the service, in which `commands` stand between backquotes. */

import { Code } from "@mantine/core";

export function Sentence({ text }: { text: string }) {
  // oxlint-disable-next-line react/no-array-index-key -- parts of one sentence never change places
  return text.split("`").map((part, at) => (at % 2 ? <Code key={at}>{part}</Code> : part));
}
