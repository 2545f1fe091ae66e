/** The pages that belong together, as links under the heading: each has an address of its own. */

import { Link } from "@tanstack/react-router";

import classes from "./page-tabs.module.css";

export function PageTabs({ label, tabs }: { label: string; tabs: { to: string; text: string }[] }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map(({ to, text }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }} className={classes.tab}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
