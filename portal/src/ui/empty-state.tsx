/** Where a list has nothing yet: what would stand here, and the next step. */

import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./empty-state.module.css";

export function EmptyState({ icon: Sign, title, children, action }: { icon?: Icon; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      {Sign ? <Sign size={36} stroke={1.4} aria-hidden className={classes.sign} /> : null}
      <p className={classes.title}>{title}</p>
      {children ? <div className={classes.what}>{children}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
