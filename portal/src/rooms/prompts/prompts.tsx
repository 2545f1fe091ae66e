/** Every prompt: what it is for, and which version of it is in use. */

import IconWriting from "@tabler/icons-react/dist/esm/icons/IconWriting.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";

import { type Prompt, promptsQuery } from "./data";
import classes from "./prompts.module.css";

const EXPECTED = 6;

export default function Prompts() {
  const { t } = useTranslation("prompts");
  const { data, error, refetch } = useQuery(promptsQuery);
  const columns: Column<Prompt>[] = [
    {
      key: "name",
      label: t("prompt"),
      cell: (each) => (
        <span className={classes.named}>
          <Link to="/prompts/$prompt" params={{ prompt: each.name }}>
            {each.title}
          </Link>
          <span className={classes.aside}>{each.name}</span>
        </span>
      ),
    },
    { key: "current", label: t("in-use"), cell: (each) => <span className={classes.id}>{each.current}</span> },
    { key: "versions", label: t("own-versions"), align: "end", cell: (each) => (each.versions ? t("count", { count: each.versions }) : t("none-yet")) },
  ];
  return (
    <>
      <PageTitle title={t("title")} description={t("what")} />
      <DataTable
        label={t("title")}
        columns={columns}
        rows={data}
        rowKey={(each) => each.name}
        error={error}
        onRetry={() => void refetch()}
        expected={EXPECTED}
        empty={<EmptyState icon={IconWriting} title={t("none")} />}
      />
    </>
  );
}
