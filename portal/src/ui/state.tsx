/** How something is, in a word, with a dot in the colour of it. */

import type { ReactNode } from "react";

import classes from "./state.module.css";

export type Tone = "good" | "busy" | "wary" | "bad" | "quiet";

export function State({ tone, text }: { tone: Tone; text: ReactNode }) {
  return (
    <span className={classes.state} data-tone={tone}>
      {text}
    </span>
  );
}
