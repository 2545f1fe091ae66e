/** The name of the house, which leads home. */

import { Link } from "@tanstack/react-router";

import classes from "./frame.module.css";

export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <img src="/icon.svg" alt="" width={26} height={26} />
      Nullus
    </Link>
  );
}
