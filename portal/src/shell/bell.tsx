/** The way to the notices, with how many of them want something done. */

import IconBell from "@tabler/icons-react/dist/esm/icons/IconBell.mjs";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import classes from "./frame.module.css";
import { pressing, useNotices } from "./notices";

export function Bell({ isSmall = false, onChosen }: { isSmall?: boolean; onChosen?: () => void }) {
  const { t } = useTranslation("shell");
  const count = pressing(useNotices().data);
  const label = count ? t("notices.pressing", { count }) : t("notices");
  return (
    <Link to="/notices" className={isSmall ? classes.bell : classes.entry} aria-label={label} title={label} onClick={onChosen}>
      <IconBell size={isSmall ? 22 : 19} stroke={1.7} aria-hidden />
      {isSmall ? null : t("notices")}
      {count ? <span className={classes.count}>{count}</span> : null}
    </Link>
  );
}
