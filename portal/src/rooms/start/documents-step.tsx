/** Step two: files of one's own, or the sample collection. */

import { Button, Group, Stack } from "@mantine/core";
import IconBooks from "@tabler/icons-react/dist/esm/icons/IconBooks.mjs";
import IconFileUpload from "@tabler/icons-react/dist/esm/icons/IconFileUpload.mjs";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { chosen, dropped, holdsFiles, type NamedFile } from "@/rooms/library/drops";
import { SendingList } from "@/rooms/library/sending-list";
import { send } from "@/rooms/library/uploads";
import { loadTexts } from "@/shell/language";
import { ErrorNote } from "@/ui/error-note";

import { libraryQuery } from "./facts";
import { Reading } from "./reading";
import { sampleFiles } from "./samples";
import classes from "./start.module.css";

void loadTexts("library"); // the list of what is on its way speaks with the library's words

export function DocumentsStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("start");
  const input = useRef<HTMLInputElement>(null);
  const [into, setInto] = useState<string | null>(null);
  const { data: library } = useQuery(libraryQuery);
  const fill = useMutation({
    mutationFn: async ({ name, files }: { name: string; files: () => NamedFile[] | Promise<NamedFile[]> }) => {
      const known = library?.find((each) => each.name === name);
      // What ships with Nullus is nobody's secret: any model may read the samples.
      const sensitivity = name === t("documents.sample-name") ? "public" : "internal";
      const collection = known ?? (await unwrap(api.POST("/api/v1/collections", { body: { name, description: "", sensitivity, groupIds: [], cacheAnswers: true } })));
      setInto(collection.id);
      send(collection.id, await files());
    },
  });
  const take = (files: () => NamedFile[] | Promise<NamedFile[]>) => fill.mutate({ name: library?.[0]?.name ?? t("documents.own-name"), files });
  const has = library?.some((each) => each.documents > 0);
  return (
    <Stack gap="md">
      <Drop onFiles={take}>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            const files = currentTarget.files ? chosen(currentTarget.files) : [];
            currentTarget.value = "";
            take(() => files);
          }}
        />
        <p>{t("documents.drop")}</p>
        <Group justify="center" gap="sm">
          <Button leftSection={<IconFileUpload size={18} stroke={1.7} />} onClick={() => input.current?.click()}>
            {t("documents.choose")}
          </Button>
          <Button variant="default" leftSection={<IconBooks size={18} stroke={1.7} />} loading={fill.isPending} onClick={() => fill.mutate({ name: t("documents.sample-name"), files: sampleFiles })}>
            {t("documents.sample")}
          </Button>
        </Group>
      </Drop>
      {into ? <SendingList collectionId={into} /> : null}
      {fill.error ? <ErrorNote error={fill.error} /> : null}
      {has ? (
        <Group>
          <Reading />
          <Button onClick={onDone}>{t("documents.go-on")}</Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function Drop({ onFiles, children }: { onFiles: (files: () => Promise<NamedFile[]>) => void; children: React.ReactNode }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(false);
    const files = dropped(event.dataTransfer);
    onFiles(() => files);
  };
  return (
    // A place to drop on is for the pointer alone: by keyboard the same is done with the buttons in it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!holdsFiles(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
