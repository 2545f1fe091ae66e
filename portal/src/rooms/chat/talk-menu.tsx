/** What can be done with a whole conversation: share, export, rename, pin, delete. */

import { ActionIcon, Menu } from "@mantine/core";
import IconDots from "@tabler/icons-react/dist/esm/icons/IconDots.mjs";
import IconDownload from "@tabler/icons-react/dist/esm/icons/IconDownload.mjs";
import IconPin from "@tabler/icons-react/dist/esm/icons/IconPin.mjs";
import IconShare2 from "@tabler/icons-react/dist/esm/icons/IconShare2.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { lazily } from "./lazily";
import { deleteSoon } from "./history/deleting";
import { useChange } from "./history/entry";
import classes from "./history/history.module.css";
import type { Conversation } from "./queries";

const ShareDialog = lazily(() => import("./share/dialog"));

export default function TalkMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("chat");
  const navigate = useNavigate();
  const [isSharing, setSharing] = useState(false);
  const change = useChange(conversation.id);
  const { id, pinnedAt } = conversation;
  const file = (format: string) => `/api/v1/conversations/${id}/export?format=${format}`;
  return (
    <>
      <ActionIcon size="lg" aria-label={t("share")} title={t("share")} onClick={() => setSharing(true)}>
        <IconShare2 size={19} stroke={1.7} />
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t("menu")} title={t("menu")}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={file("markdown")} download leftSection={<IconDownload size={16} stroke={1.7} />}>
            {t("export.markdown")}
          </Menu.Item>
          <Menu.Item component="a" href={file("json")} download leftSection={<IconDownload size={16} stroke={1.7} />}>
            {t("export.json")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconPin size={16} stroke={1.7} />} onClick={() => change.mutate({ pinned: !pinnedAt })}>
            {t(pinnedAt ? "history.unpin" : "history.pin")}
          </Menu.Item>
          <Menu.Item
            className={classes.delete}
            leftSection={<IconTrash size={16} stroke={1.7} />}
            onClick={() => {
              deleteSoon(id, conversation.title || t("untitled"));
              void navigate({ to: "/chat" });
            }}
          >
            {t("history.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSharing ? (
        <Suspense>
          <ShareDialog conversationId={id} onClose={() => setSharing(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
