/** `[n]` in an answer: a button that opens the document at the place; hover and focus show the words. */

import { Popover } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Message } from "../queries";
import { excerpt, citationOf, markedIn, pathOf } from "./placing";
import classes from "./source.module.css";

interface Properties {
  answer: Message;
  number: number;
  before: number;
  isOpen: boolean;
  onOpen: () => void;
}

const HOVER_MS = 220;

export function CitationMark({ answer, number, before, isOpen, onOpen }: Properties) {
  const { t } = useTranslation("chat");
  const [isShown, setShown] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const source = answer.sources.find((each) => each.number === number);
  if (!source) {
    return (
      <span className={classes.gone} title={t("source.withheld")}>
        {number}
      </span>
    );
  }
  const show = (wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(true), wait);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setShown(false);
  };
  return (
    <Popover opened={isShown} position="top" width={340} withinPortal shadow="md" radius="md" withRoles={false} transitionProps={{ duration: 100 }} keepMounted={false}>
      <Popover.Target>
        <button
          type="button"
          className={classes.mark}
          aria-label={t("source.open", { number, name: source.documentName })}
          aria-describedby={isShown ? id : undefined}
          aria-pressed={isOpen}
          onMouseEnter={() => show(HOVER_MS)}
          onMouseLeave={hide}
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && show(0)}
          onBlur={hide}
          onKeyDown={(event) => event.key === "Escape" && hide()}
          onClick={() => {
            hide();
            onOpen();
          }}
        >
          {number}
        </button>
      </Popover.Target>
      <Popover.Dropdown p="sm" id={id} role="tooltip" className={classes.preview}>
        <Preview answer={answer} number={number} before={before} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Preview({ answer, number, before }: { answer: Message; number: number; before: number }) {
  const { t } = useTranslation("chat");
  const source = answer.sources.find((each) => each.number === number)!;
  const words = excerpt(source.text, markedIn(source, citationOf(answer, number, before)), 220);
  return (
    <>
      <strong className={classes.previewName}>{source.documentName}</strong>
      <span className={classes.previewPlace}>
        {[pathOf(source), source.page ? t("source.page", { page: source.page }) : ""].filter(Boolean).join(" · ")}
      </span>
      <span className={classes.previewWords}>
        {words.before}
        <mark>{words.marked}</mark>
        {words.after}
      </span>
    </>
  );
}
