/** What can be done with one conversation of the list. */

import { ActionIcon, Menu } from "@mantine/core";
import IconDots from "@tabler/icons-react/dist/esm/icons/IconDots.mjs";
import IconPencil from "@tabler/icons-react/dist/esm/icons/IconPencil.mjs";
import IconPin from "@tabler/icons-react/dist/esm/icons/IconPin.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { useTranslation } from "react-i18next";

import classes from "./history.module.css";

interface Properties {
  title: string;
  isPinned: boolean;
  onRename: () => void;
  onPin: () => void;
  onDelete: () => void;
}

export default function EntryMenu({ title, isPinned, onRename, onPin, onDelete }: Properties) {
  const { t } = useTranslation("chat");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" className={classes.more} aria-label={t("history.actions", { title })}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} stroke={1.7} />} onClick={onRename}>
          {t("history.rename")}
        </Menu.Item>
        <Menu.Item leftSection={<IconPin size={16} stroke={1.7} />} onClick={onPin}>
          {t(isPinned ? "history.unpin" : "history.pin")}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} stroke={1.7} />} className={classes.delete} onClick={onDelete}>
          {t("history.delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
