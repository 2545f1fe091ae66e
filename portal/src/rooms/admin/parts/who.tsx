/** A person or a program by name, with what else says who they are. */

import { useTranslation } from "react-i18next";

import classes from "./admin.module.css";

export function Who({ name, aside }: { name: string; aside?: string | null }) {
  const { t } = useTranslation("admin");
  return (
    <span className={classes.named}>
      <bdi>{name || aside || t("nameless")}</bdi>
      {aside && name ? <span className={classes.aside}>{aside}</span> : null}
    </span>
  );
}
