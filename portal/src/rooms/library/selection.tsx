/** What can be done with the chosen documents at once: move, read again, delete. What one of them refuses is said. */

import { Button, Group, Select, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";

import { type Collection, collectionsQuery, type DocumentFacts, documentsChanged, type Receipt, removeDocument, retryDocument, sumOf } from "./data";
import classes from "./library.module.css";

interface Properties {
  chosen: DocumentFacts[];
  collection: Collection;
  onDone: () => void;
  onReceipt: (receipt: Receipt, title: string) => void;
}

export function Selection({ chosen, collection, onDone, onReceipt }: Properties) {
  const { t } = useTranslation("library");
  const [dialog, setDialog] = useState<"move" | "delete" | null>(null);
  const count = { count: chosen.length, number: formatNumber(chosen.length) };
  const failed = chosen.filter((each) => each.status === "failed");
  const again = useMutation({
    mutationFn: () => Promise.all(failed.map((each) => retryDocument(each.id))),
    onSuccess: onDone,
    onSettled: () => documentsChanged(),
  });
  const only = chosen.length === 1 ? chosen[0] : null;
  return (
    <div className={classes.selection} role="region" aria-label={t("selection.label")}>
      <span>{t("selection.count", count)}</span>
      <Button size="xs" variant="default" onClick={() => setDialog("move")}>
        {t("selection.move")}
      </Button>
      {failed.length ? (
        <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {t("selection.retry")}
        </Button>
      ) : null}
      <Button size="xs" variant="default" onClick={() => setDialog("delete")}>
        {t("selection.delete")}
      </Button>
      <Button size="xs" variant="subtle" onClick={onDone}>
        {t("selection.none")}
      </Button>
      {again.error ? <ErrorNote error={again.error} /> : null}
      <Dialog opened={dialog === "move"} onClose={() => setDialog(null)} title={t("move.title", count)}>
        {dialog === "move" ? <Move chosen={chosen} collection={collection} onClose={() => setDialog(null)} onDone={onDone} /> : null}
      </Dialog>
      <ConfirmByName
        opened={dialog === "delete"}
        onClose={() => setDialog(null)}
        title={t("selection.delete.title", count)}
        what={t("selection.delete.what", count)}
        name={only ? only.name : t("selection.delete.words", count)}
        action={t("delete.for-good")}
        onConfirm={async () => {
          onReceipt(await removeAll(chosen), only ? t("receipt.document", { name: only.name }) : t("receipt.documents.title", count));
          onDone();
        }}
      />
    </div>
  );
}

/** One after the other: what was removed before one failed stays removed, and the lists say what is left. */
async function removeAll(chosen: DocumentFacts[]): Promise<Receipt> {
  const receipts: Receipt[] = [];
  try {
    for (const { id } of chosen) receipts.push(await removeDocument(id));
  } finally {
    void documentsChanged();
  }
  return sumOf(receipts);
}

function Move({ chosen, collection, onClose, onDone }: Omit<Properties, "onReceipt"> & { onClose: () => void }) {
  const { t } = useTranslation("library");
  const { data } = useQuery(collectionsQuery);
  const [target, setTarget] = useState<string | null>(null);
  const others = data?.filter((each) => each.id !== collection.id) ?? [];
  const wanted = others.find((each) => each.id === target);
  const move = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/documents/move", { body: { documentIds: chosen.map((each) => each.id), collectionId: target ?? "" } })),
    onSuccess: () => {
      onClose();
      onDone();
    },
    onSettled: () => documentsChanged(),
  });
  return (
    <Stack>
      <Select
        label={t("move.to")}
        placeholder={t("move.choose")}
        description={others.length ? undefined : t("move.nowhere")}
        data={others.map((each) => ({ value: each.id, label: each.name }))}
        value={target}
        onChange={setTarget}
        searchable
        size="md"
        data-autofocus
      />
      {wanted && (wanted.sensitivity !== collection.sensitivity || wanted.access !== collection.access) ? (
        <p className={classes.note}>
          {t("move.changes", { sensitivity: t(`sensitivity.${wanted.sensitivity}`), access: t(`access.${wanted.access}`) })}
        </p>
      ) : null}
      {move.error ? <ErrorNote error={move.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={target === null} loading={move.isPending} onClick={() => move.mutate()}>
          {t("move.do")}
        </Button>
      </Group>
    </Stack>
  );
}
