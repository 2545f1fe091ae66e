/** After a deletion: for some seconds, the way back. */

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { undo, useLeaving } from "./deleting";
import classes from "./history.module.css";

export function UndoBar() {
  const { t } = useTranslation("chat");
  const leaving = useLeaving();
  return (
    <div className={classes.undo} role="status">
      {leaving.map(({ id, title }) => (
        <p key={id}>
          <span>{t("history.deleted", { title })}</span>
          <Button size="compact-sm" variant="white" onClick={() => undo(id)}>
            {t("history.undo")}
          </Button>
        </p>
      ))}
    </div>
  );
}
