/** How much of what was added is ready. */

import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { formatNumber } from "@/ui/format";

import { libraryQuery } from "./facts";
import classes from "./start.module.css";

export function Reading() {
  const { t } = useTranslation("start");
  const { data } = useQuery(libraryQuery);
  const all = data?.reduce((sum, each) => sum + each.documents, 0) ?? 0;
  const left = data?.reduce((sum, each) => sum + each.unsettled, 0) ?? 0;
  return (
    <span role="status" className={classes.reading}>
      {left ? <Loader size={14} /> : null}
      {left ? t("documents.reading", { done: formatNumber(all - left), number: formatNumber(all) }) : t("documents.ready", { count: all, number: formatNumber(all) })}
    </span>
  );
}
