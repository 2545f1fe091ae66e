/** Takes the place of Mantine's component of this name (build/styles-without-inline.ts). */

import { type InlineStylesInput, stylesToString } from "@mantine/core";

import { useSheet } from "./sheets";

export function InlineStyles({ deduplicate: _, ...rules }: InlineStylesInput & { deduplicate?: boolean }) {
  useSheet(stylesToString(rules));
  return null;
}
