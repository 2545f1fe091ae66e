/** What was asked; it can be asked in other words, and the older words stay one step away. */

import { ActionIcon, Button } from "@mantine/core";
import IconPencil from "@tabler/icons-react/dist/esm/icons/IconPencil.mjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { CopyIcon } from "@/ui/copy-button";
import { useImeSafeSubmit } from "@/ui/ime-safe-submit";

import type { Message } from "../queries";
import { Siblings } from "./siblings";
import classes from "./thread.module.css";

interface Properties {
  message: Message;
  isBusy: boolean;
  onEdit: (text: string) => void;
}

export function Question({ message, isBusy, onEdit }: Properties) {
  const { t } = useTranslation("chat");
  const [draft, setDraft] = useState<string | null>(null);
  if (draft !== null) {
    return (
      <Editing
        draft={draft}
        onDraft={setDraft}
        onSend={() => {
          if (!draft.trim()) return;
          setDraft(null);
          if (draft.trim() !== message.text) onEdit(draft.trim());
        }}
      />
    );
  }
  return (
    <article className={classes.question} aria-label={t("question.label")}>
      <p className={classes.asked}>{message.text}</p>
      {message.id.startsWith("coming") ? null : (
        <div className={classes.tools}>
          <Siblings message={message} isBusy={isBusy} />
          <CopyIcon text={message.text} label={t("question.copy")} />
          <ActionIcon aria-label={t("question.edit")} title={t("question.edit")} disabled={isBusy} onClick={() => setDraft(message.text)}>
            <IconPencil size={17} stroke={1.7} />
          </ActionIcon>
        </div>
      )}
    </article>
  );
}

function Editing({ draft, onDraft, onSend }: { draft: string; onDraft: (draft: string | null) => void; onSend: () => void }) {
  const { t } = useTranslation("chat");
  const onEnter = useImeSafeSubmit(onSend);
  return (
    <form
      className={classes.editing}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <textarea
        aria-label={t("question.edit")}
        value={draft}
        maxLength={32_000}
        autoFocus
        onFocus={(event) => event.currentTarget.setSelectionRange(draft.length, draft.length)}
        onChange={(event) => onDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onDraft(null);
          } else onEnter(event);
        }}
      />
      <div className={classes.editingEnd}>
        <span>{t("question.kept")}</span>
        <Button variant="default" size="xs" onClick={() => onDraft(null)}>
          {t("cancel")}
        </Button>
        <Button type="submit" size="xs">
          {t("question.send")}
        </Button>
      </div>
    </form>
  );
}
