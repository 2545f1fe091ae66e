/** What went wrong, how to mend it, and a way to try again. Put it where the thing would have been; keep what was typed. */

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/errors";

import classes from "./error-note.module.css";
import { Sentence } from "./sentence";

export function ErrorNote({ error, onRetry, title }: { error: unknown; onRetry?: () => void; title?: string }) {
  const { t } = useTranslation("ui");
  const told = error instanceof ApiError ? error : null;
  return (
    <div role="alert" className={classes.note}>
      {title ? <p className={classes.title}>{title}</p> : null}
      <p className={title ? undefined : classes.title}>
        <Sentence text={told?.message ?? t("error.unexpected")} />
      </p>
      {told?.hint ? (
        <p>
          <Sentence text={told.hint} />
        </p>
      ) : null}
      {told?.requestId && told.status >= 500 ? <p className={classes.small}>{t("error.request", { id: told.requestId })}</p> : null}
      {onRetry ? (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t("error.retry")}
        </Button>
      ) : null}
    </div>
  );
}
