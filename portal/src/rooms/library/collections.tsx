/** All collections: what is in them, who sees them, and what of them may leave this machine. */

import { Button } from "@mantine/core";
import IconBooks from "@tabler/icons-react/dist/esm/icons/IconBooks.mjs";
import IconFolderPlus from "@tabler/icons-react/dist/esm/icons/IconFolderPlus.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { formatBytes, formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";

import { CollectionForm } from "./collection-form";
import { type Collection, collectionsQuery } from "./data";
import { AccessLabel, SensitivityLabel } from "./labels";
import classes from "./library.module.css";

export default function Collections() {
  const { t } = useTranslation("library");
  const { data, error, refetch } = useQuery(collectionsQuery);
  const [making, setMaking] = useState(false);
  const writes = useHolds("documents:write");
  const navigate = useNavigate();
  const make = (
    <Button leftSection={<IconFolderPlus size={18} stroke={1.7} />} onClick={() => setMaking(true)}>
      {t("collections.new")}
    </Button>
  );
  return (
    <>
      <PageTitle title={t("collections.title")} description={t("collections.what")} actions={writes && data?.length ? make : null} />
      <DataTable
        label={t("collections.title")}
        columns={useColumns()}
        rows={data}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        expected={4}
        empty={
          <EmptyState icon={IconBooks} title={t("collections.none")} action={writes ? make : null}>
            {writes ? t("collections.none.what") : t("collections.none.reader")}
          </EmptyState>
        }
      />
      <CollectionForm
        opened={making}
        onClose={() => setMaking(false)}
        onDone={(made) => void navigate({ to: `/collections/${made.id}` })}
      />
    </>
  );
}

function useColumns(): Column<Collection>[] {
  const { t } = useTranslation("library");
  return [
    {
      key: "name",
      label: t("name"),
      cell: (each) => (
        <span className={classes.named}>
          <Link to={`/collections/${each.id}`} className={classes.link}>
            <bdi>{each.name}</bdi>
          </Link>
          {each.description ? <span className={classes.description}>{each.description}</span> : null}
        </span>
      ),
    },
    { key: "documents", label: t("documents"), align: "end", cell: (each) => <Count collection={each} /> },
    { key: "size", label: t("size"), align: "end", cell: (each) => <span className={classes.figure}>{formatBytes(each.size)}</span> },
    { key: "sensitivity", label: t("sensitivity"), cell: (each) => <SensitivityLabel sensitivity={each.sensitivity} /> },
    { key: "access", label: t("access"), cell: (each) => <AccessLabel access={each.access} /> },
  ];
}

function Count({ collection: { documents, unsettled, failed } }: { collection: Collection }) {
  const { t } = useTranslation("library");
  return (
    <span className={classes.figure}>
      {formatNumber(documents)}
      {unsettled ? <span className={classes.aside}>{t("collections.unsettled", { number: formatNumber(unsettled) })}</span> : null}
      {failed ? <span className={classes.bad}>{t("collections.failed", { number: formatNumber(failed) })}</span> : null}
    </span>
  );
}
