/** The ways in: files, a folder, pasted text, a web address; and the whole page as a place to drop files on. */

import { Button, Group, Menu, Stack, Textarea, TextInput } from "@mantine/core";
import IconChevronDown from "@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs";
import IconClipboardText from "@tabler/icons-react/dist/esm/icons/IconClipboardText.mjs";
import IconFileUpload from "@tabler/icons-react/dist/esm/icons/IconFileUpload.mjs";
import IconFolderUp from "@tabler/icons-react/dist/esm/icons/IconFolderUp.mjs";
import IconLink from "@tabler/icons-react/dist/esm/icons/IconLink.mjs";
import IconUpload from "@tabler/icons-react/dist/esm/icons/IconUpload.mjs";
import { useMutation } from "@tanstack/react-query";
import { type DragEvent, type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";

import { type Collection, documentsChanged } from "./data";
import { chosen, dropped, holdsFiles } from "./drops";
import classes from "./library.module.css";
import { send } from "./uploads";

/** Everything that may be added where; also the input elements behind the buttons. */
export function Adding({ collection, more }: { collection: Pick<Collection, "id">; more?: ReactNode }) {
  const { t } = useTranslation("library");
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<"text" | "address" | null>(null);
  const take = (input: HTMLInputElement) => {
    if (input.files) send(collection.id, chosen(input.files));
    input.value = "";
  };
  return (
    <>
      <input ref={files} type="file" multiple hidden data-adds="files" onChange={(event) => take(event.currentTarget)} />
      <input ref={folder} type="file" multiple hidden data-adds="folder" onChange={(event) => take(event.currentTarget)} {...{ webkitdirectory: "" }} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconFileUpload size={18} stroke={1.7} />} rightSection={<IconChevronDown size={16} />}>
            {t("add")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileUpload size={16} />} onClick={() => files.current?.click()}>
            {t("add.files")}
          </Menu.Item>
          <Menu.Item leftSection={<IconFolderUp size={16} />} onClick={() => folder.current?.click()}>
            {t("add.folder")}
          </Menu.Item>
          <Menu.Item leftSection={<IconClipboardText size={16} />} onClick={() => setDialog("text")}>
            {t("add.text")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => setDialog("address")}>
            {t("add.address")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {more}
      <Dialog opened={dialog === "text"} onClose={() => setDialog(null)} size="lg" title={t("paste.title")}>
        {dialog === "text" ? <Paste collection={collection} onClose={() => setDialog(null)} /> : null}
      </Dialog>
      <Dialog opened={dialog === "address"} onClose={() => setDialog(null)} size="lg" title={t("address.title")}>
        {dialog === "address" ? <Address collection={collection} onClose={() => setDialog(null)} /> : null}
      </Dialog>
    </>
  );
}

function Paste({ collection, onClose }: { collection: Pick<Collection, "id">; onClose: () => void }) {
  const { t } = useTranslation("library");
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const complete = name.trim() !== "" && text.trim() !== "";
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!complete) return;
    const wanted = /\.(md|txt)$/i.test(name.trim()) ? name.trim() : `${name.trim()}.md`;
    send(collection.id, [{ file: new File([text], wanted, { type: "text/markdown" }), name: wanted }]);
    onClose();
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t("paste.name")} description={t("paste.name.what")} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={200} data-autofocus />
        <Textarea label={t("paste.text")} value={text} onChange={(event) => setText(event.currentTarget.value)} required autosize minRows={8} maxRows={18} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!complete}>
            {t("paste.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The service fetches the page itself, from sites that its operator allows. */
function Address({ collection, onClose }: { collection: Pick<Collection, "id">; onClose: () => void }) {
  const { t } = useTranslation("library");
  const [url, setUrl] = useState("");
  const fetching = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/collections/{collection_id}/documents/url", { params: { path: { collection_id: collection.id } }, body: { url: url.trim() } })),
    onSuccess: async () => {
      await documentsChanged();
      onClose();
    },
  });
  const complete = /^https?:\/\/[^\s/]/.test(url.trim());
  function submit(event: FormEvent) {
    event.preventDefault();
    if (complete && !fetching.isPending) fetching.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t("address.label")} description={t("address.what")} type="url" placeholder="https://" value={url} onChange={(event) => setUrl(event.currentTarget.value)} required maxLength={2000} data-autofocus />
        {fetching.error ? <ErrorNote error={fetching.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!complete} loading={fetching.isPending}>
            {t("address.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is around takes files that are dropped anywhere on it. */
export function DropTarget({ collection, children }: { collection: Pick<Collection, "id" | "name">; children: ReactNode }) {
  const { t } = useTranslation("library");
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const enter = (event: DragEvent, step: number) => {
    if (!holdsFiles(event.dataTransfer)) return;
    depth.current = Math.max(0, depth.current + step);
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    void dropped(event.dataTransfer).then((files) => send(collection.id, files));
  };
  return (
    // A place to drop on is for the pointer alone: by keyboard the same is done with the buttons.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={classes.dropTarget}
      onDragEnter={(event) => enter(event, 1)}
      onDragLeave={(event) => enter(event, -1)}
      onDragOver={(event) => holdsFiles(event.dataTransfer) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over ? (
        <div className={classes.dropVeil}>
          <IconUpload size={36} stroke={1.4} aria-hidden />
          <p>
            <bdi>{t("drop.now", { name: collection.name })}</bdi>
          </p>
        </div>
      ) : null}
    </div>
  );
}
