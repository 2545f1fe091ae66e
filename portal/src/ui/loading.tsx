/** Grey lines of the height that the content will have, so that nothing jumps when it comes. */

import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import classes from "./loading.module.css";

/** `rows` of `height` pixels each, with the gap of a list. */
export function Loading({ rows = 3, height = 48 }: { rows?: number; height?: number }) {
  const { t } = useTranslation("ui");
  return (
    <div role="status" aria-label={t("loading")} className={classes.rows}>
      {Array.from({ length: rows }, (_, at) => (
        <Skeleton key={at} height={height} radius="md" />
      ))}
    </div>
  );
}
