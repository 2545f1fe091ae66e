/** One matter of an account: its heading, what it is for, and its fields. */

import type { ReactNode } from "react";
import { useId } from "react";

import classes from "./section.module.css";

export function Section({ title, what, children }: { title: string; what?: ReactNode; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <div className={classes.words}>
        <h2 id={heading}>{title}</h2>
        {what ? <p>{what}</p> : null}
      </div>
      <div className={classes.fields}>{children}</div>
    </section>
  );
}
