/** The questions that the documents did not answer, those asked last first, and the way to those that are crossed off. */

import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { formatNumber } from "@/ui/format";
import { Time } from "@/ui/time";

import type { Missing } from "./data";
import classes from "./insight.module.css";

const SHOWN = 5;

export function MissingAnswers({ missing }: { missing: Missing[] }) {
  const { t } = useTranslation("insight");
  const crosses = useHolds("workspace");
  const columns: Column<Missing>[] = [
    { key: "question", label: t("question"), cell: ({ question }) => question },
    { key: "times", label: t("times"), align: "end", cell: ({ times }) => <span className={classes.figure}>{formatNumber(times)}</span> },
    { key: "askers", label: t("askers"), align: "end", cell: ({ askers }) => <span className={classes.figure}>{formatNumber(askers)}</span> },
    { key: "last", label: t("last"), cell: ({ lastAt }) => <Time when={lastAt} /> },
  ];
  return (
    <section className={classes.section}>
      <div className={classes.heading}>
        <div>
          <h2>{t("gaps.title")}</h2>
          <p>{t("gaps.what")}</p>
        </div>
        {crosses ? (
          <Button component={Link} to="/insight/gaps" variant="default">
            {t("gaps.all")}
          </Button>
        ) : null}
      </div>
      <DataTable
        label={t("gaps.title")}
        columns={columns}
        rows={missing.slice(0, SHOWN)}
        rowKey={({ id }) => id}
        empty={
          <p className={classes.plain}>
            {t("gaps.none")}
          </p>
        }
      />
      {missing.length && !crosses ? (
        <p className={classes.plain}>
          <Anchor component={Link} to="/collections">
            {t("gaps.add")}
          </Anchor>
        </p>
      ) : null}
    </section>
  );
}
