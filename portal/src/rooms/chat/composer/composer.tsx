/** Where questions are typed: Enter sends, Shift+Enter begins a line; which documents and which model answer is chosen here. */

import { ActionIcon } from "@mantine/core";
import IconArrowUp from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
import IconPlayerStopFilled from "@tabler/icons-react/dist/esm/icons/IconPlayerStopFilled.mjs";
import { type ReactNode, type Ref, useId } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "@/ui/format";
import { useImeSafeSubmit } from "@/ui/ime-safe-submit";

import { lengthOf } from "../text/places";
import { setDraft, useDraft } from "../turns/drafts";
import classes from "./composer.module.css";

const MOST = 32_000;
const WARN_FROM = 30_000;

interface Properties {
  /** Under which what is typed is kept. */
  draftKey: string;
  isComing: boolean;
  isStopping: boolean;
  field: Ref<HTMLTextAreaElement>;
  choosers: ReactNode;
  note: ReactNode;
  onSend: (text: string) => void;
  onTyped: () => void;
  onStop: () => void;
}

export function Composer({ draftKey, isComing, isStopping, field, choosers, note, onSend, onTyped, onStop }: Properties) {
  const { t } = useTranslation("chat");
  const text = useDraft(draftKey);
  const id = useId();
  const length = text.length > WARN_FROM / 2 ? lengthOf(text) : text.length;
  const isTooLong = length > MOST;
  const send = () => {
    const asked = text.trim();
    if (!asked || isComing || isTooLong) return;
    setDraft(draftKey, "");
    onSend(asked);
  };
  const onEnter = useImeSafeSubmit(send);
  return (
    <div className={classes.place}>
      <form
        className={classes.composer}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label htmlFor={id} className={classes.unseen}>
          {t("composer.label")}
        </label>
        <textarea
          id={id}
          ref={field}
          rows={1}
          value={text}
          placeholder={t("composer.placeholder")}
          enterKeyHint="send"
          autoComplete="off"
          aria-invalid={isTooLong}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setDraft(draftKey, event.currentTarget.value);
            onTyped();
          }}
          onKeyDown={onEnter}
        />
        <div className={classes.bar}>
          <div className={classes.choosers}>{choosers}</div>
          {length > WARN_FROM ? (
            <span className={isTooLong ? classes.tooLong : classes.count} role="status">
              {t("composer.length", { count: length, length: formatNumber(length), most: formatNumber(MOST) })}
            </span>
          ) : null}
          {isComing ? (
            <ActionIcon type="button" size={36} radius="xl" variant="filled" color="gray" className={classes.stop} aria-label={t("composer.stop")} title={t("composer.stop")} loading={isStopping} onClick={onStop}>
              <IconPlayerStopFilled size={16} />
            </ActionIcon>
          ) : (
            <ActionIcon type="submit" size={36} radius="xl" variant="filled" color="blue" aria-label={t("composer.send")} title={t("composer.send")} disabled={!text.trim() || isTooLong}>
              <IconArrowUp size={19} />
            </ActionIcon>
          )}
        </div>
      </form>
      <div id={`${id}-note`} className={classes.note}>
        {note}
      </div>
    </div>
  );
}
