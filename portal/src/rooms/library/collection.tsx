/** One collection: its documents, what is on its way into it, and what can be done with them. */

import { Button, Menu } from "@mantine/core";
import IconDots from "@tabler/icons-react/dist/esm/icons/IconDots.mjs";
import IconPencil from "@tabler/icons-react/dist/esm/icons/IconPencil.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { useNamedTitle } from "@/shell/title";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { ErrorNote } from "@/ui/error-note";
import { formatBytes, formatNumber } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { Adding, DropTarget } from "./adding";
import { CollectionForm } from "./collection-form";
import { type Collection, collectionQuery, documentsChanged, type Receipt } from "./data";
import { Documents } from "./documents";
import { AccessLabel, SensitivityLabel } from "./labels";
import classes from "./library.module.css";
import { ReceiptNote } from "./receipt";
import { SendingList } from "./sending-list";

export default function CollectionPage() {
  const { t } = useTranslation("library");
  const { collectionId } = useParams({ strict: false }) as { collectionId: string };
  const [receipt, setReceipt] = useState<{ name: string; receipt: Receipt } | null>(null);
  const { data, error, refetch } = useQuery({ ...collectionQuery(collectionId), enabled: receipt === null });
  useNamedTitle(data?.name);
  const back = (
    <p className={classes.back}>
      <Link to="/collections">{t("collections.title")}</Link>
    </p>
  );
  if (receipt) {
    return (
      <>
        {back}
        <ReceiptNote title={t("receipt.collection", { name: receipt.name })} receipt={receipt.receipt} />
      </>
    );
  }
  if (error && !data) {
    return (
      <>
        {back}
        <PageTitle title={t("collection.missing")} />
        <ErrorNote error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <>
      {back}
      {data ? <Opened collection={data} onDeleted={(gone) => setReceipt({ name: data.name, receipt: gone })} /> : <Loading rows={6} />}
    </>
  );
}

function Opened({ collection, onDeleted }: { collection: Collection; onDeleted: (receipt: Receipt) => void }) {
  const { t } = useTranslation("library");
  const writes = useHolds("documents:write");
  const [dialog, setDialog] = useState<"change" | "delete" | null>(null);
  const body = (
    <>
      <PageTitle
        title={<bdi>{collection.name}</bdi>}
        description={collection.description || undefined}
        actions={writes ? <Adding collection={collection} more={<More onChoose={setDialog} />} /> : null}
      />
      <Facts collection={collection} />
      <SendingList collectionId={collection.id} />
      <Documents collection={collection} />
    </>
  );
  if (!writes) return body;
  return (
    <DropTarget collection={collection}>
      {body}
      <CollectionForm opened={dialog === "change"} onClose={() => setDialog(null)} collection={collection} />
      <ConfirmByName
        opened={dialog === "delete"}
        onClose={() => setDialog(null)}
        title={t("collection.delete.title")}
        what={t("collection.delete.what", { count: collection.documents, number: formatNumber(collection.documents) })}
        name={collection.name}
        action={t("delete.for-good")}
        onConfirm={async () => {
          const path = { collection_id: collection.id };
          const receipt = await unwrap(api.DELETE("/api/v1/collections/{collection_id}", { params: { path } }));
          onDeleted(receipt);
          await documentsChanged();
        }}
      />
    </DropTarget>
  );
}

function More({ onChoose }: { onChoose: (what: "change" | "delete") => void }) {
  const { t } = useTranslation("library");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" px="xs" aria-label={t("more")}>
          <IconDots size={18} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onChoose("change")}>
          {t("collection.change")}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => onChoose("delete")}>
          {t("collection.delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Facts({ collection }: { collection: Collection }) {
  const { t } = useTranslation("library");
  return (
    <ul className={classes.facts} aria-label={t("facts")}>
      <li>{t("documents.count", { count: collection.documents, number: formatNumber(collection.documents) })}</li>
      <li>{formatBytes(collection.size)}</li>
      <li>
        <SensitivityLabel sensitivity={collection.sensitivity} />
      </li>
      <li>
        <AccessLabel access={collection.access} />
      </li>
    </ul>
  );
}
