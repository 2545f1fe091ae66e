/** The card in the middle of a page without navigation: sign-in, registration, links of mails. */

import type { ReactNode } from "react";

import classes from "./card.module.css";

export function Card({ title, what, children }: { title: string; what?: string; children?: ReactNode }) {
  return (
    <section className={classes.card} aria-labelledby="card-title">
      <h1 id="card-title">{title}</h1>
      {what ? <p className={classes.what}>{what}</p> : null}
      {children}
    </section>
  );
}
