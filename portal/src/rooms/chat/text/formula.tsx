/** A formula in TeX. What draws it is fetched with the first formula; until then its source stands. */

import { Suspense } from "react";

import { lazily } from "../lazily";
import classes from "./text.module.css";

const FormulaDrawn = lazily(() => import("./formula-drawn"));

export function Formula({ source, kind }: { source: string; kind: string }) {
  const isBlock = kind === "block";
  const written = <code className={isBlock ? classes.formulaCode : undefined}>{source.trim()}</code>;
  return (
    <Suspense fallback={written}>
      <FormulaDrawn source={source.trim()} isBlock={isBlock} otherwise={written} />
    </Suspense>
  );
}
