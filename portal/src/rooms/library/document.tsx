/** One document: what is known of it, its text as it was read, the cited place in view, and the ways on from here. */

import { Button, Menu } from "@mantine/core";
import IconDots from "@tabler/icons-react/dist/esm/icons/IconDots.mjs";
import IconDownload from "@tabler/icons-react/dist/esm/icons/IconDownload.mjs";
import IconLanguage from "@tabler/icons-react/dist/esm/icons/IconLanguage.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/errors";
import { useHolds } from "@/shell/session";
import { useNamedTitle } from "@/shell/title";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";
import { Sentence } from "@/ui/sentence";

import { type DocumentFacts, documentQuery, documentsChanged, isUnsettled, type Receipt, removeDocument, retryDocument } from "./data";
import { DocumentDetails } from "./document-details";
import classes from "./library.module.css";
import { Reading } from "./reading";
import { ReceiptNote } from "./receipt";
import { Translation } from "./translation";

export default function DocumentPage() {
  const { t } = useTranslation("library");
  const { documentId } = useParams({ strict: false }) as { documentId: string };
  const [receipt, setReceipt] = useState<{ from: DocumentFacts; receipt: Receipt } | null>(null);
  const { data, error, refetch } = useQuery({ ...documentQuery(documentId), enabled: receipt === null });
  useNamedTitle(data?.name);
  if (receipt) {
    return (
      <>
        <Back facts={receipt.from} />
        <ReceiptNote title={t("receipt.document", { name: receipt.from.name })} receipt={receipt.receipt} />
      </>
    );
  }
  if (error && !data) {
    const unknown = error instanceof ApiError && [404, 422].includes(error.status);
    return (
      <>
        <Back />
        <PageTitle title={t("document.missing")} description={unknown ? t("document.missing.what") : undefined} />
        {unknown ? null : <ErrorNote error={error} onRetry={() => void refetch()} />}
      </>
    );
  }
  return data ? <Opened key={data.id} facts={data} onDeleted={(gone) => setReceipt({ from: data, receipt: gone })} /> : <Loading rows={6} />;
}

function Back({ facts }: { facts?: DocumentFacts }) {
  const { t } = useTranslation("library");
  return (
    <p className={classes.back}>
      <Link to="/collections">{t("collections.title")}</Link>
      {facts ? (
        <>
          <span aria-hidden> › </span>
          <Link to={`/collections/${facts.collectionId}`}>
            <bdi>{facts.collectionName}</bdi>
          </Link>
        </>
      ) : null}
    </p>
  );
}

function Opened({ facts, onDeleted }: { facts: DocumentFacts; onDeleted: (receipt: Receipt) => void }) {
  const { t } = useTranslation("library");
  const [translating, setTranslating] = useState(false);
  const [deleting, setDeleting] = useState(false);
  return (
    <article>
      <Back facts={facts} />
      <PageTitle
        title={<bdi>{facts.name}</bdi>}
        description={facts.title && facts.title !== facts.name ? <bdi>{facts.title}</bdi> : undefined}
        actions={<Actions facts={facts} translating={translating} onTranslate={setTranslating} onDelete={() => setDeleting(true)} />}
      />
      <DocumentDetails facts={facts} />
      <State facts={facts} />
      {translating ? <Translation facts={facts} onClose={() => setTranslating(false)} /> : <Reading facts={facts} />}
      <ConfirmByName
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={t("document.delete.title")}
        what={t("document.delete.what")}
        name={facts.name}
        action={t("delete.for-good")}
        onConfirm={async () => {
          onDeleted(await removeDocument(facts.id));
          void documentsChanged();
        }}
      />
    </article>
  );
}

interface ActionsProperties {
  facts: DocumentFacts;
  translating: boolean;
  onTranslate: (on: boolean) => void;
  onDelete: () => void;
}

function Actions({ facts, translating, onTranslate, onDelete }: ActionsProperties) {
  const { t } = useTranslation("library");
  const writes = useHolds("documents:write");
  const chats = useHolds("chat");
  return (
    <>
      <Button component="a" href={`/api/v1/documents/${facts.id}/original`} download variant="default" leftSection={<IconDownload size={18} stroke={1.7} />}>
        {t("document.original")}
      </Button>
      {chats && facts.searchable ? (
        <Button variant="default" aria-pressed={translating} leftSection={<IconLanguage size={18} stroke={1.7} />} onClick={() => onTranslate(!translating)}>
          {translating ? t("document.as-read") : t("document.translate")}
        </Button>
      ) : null}
      {writes ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" px="xs" aria-label={t("more")}>
              <IconDots size={18} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={onDelete}>
              {t("document.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </>
  );
}

/** What a reader has to know before the text: that it is not there yet, older than the file, or could not be read. */
function State({ facts }: { facts: DocumentFacts }) {
  const { t } = useTranslation("library");
  const writes = useHolds("documents:write");
  const again = useMutation({ mutationFn: () => retryDocument(facts.id), onSettled: () => documentsChanged() });
  if (isUnsettled(facts.status)) {
    return (
      <p className={classes.note} role="status">
        {facts.searchable ? t("document.older") : t("document.reading")}
      </p>
    );
  }
  if (!facts.failure) return null;
  return (
    <div className={classes.failureBox} role="status">
      <p>
        <Sentence text={facts.failure.message} /> {facts.failure.hint ? <Sentence text={facts.failure.hint} /> : null}
      </p>
      {writes ? (
        <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {t("retry")}
        </Button>
      ) : null}
      {again.error ? <ErrorNote error={again.error} /> : null}
    </div>
  );
}
