/** The passages behind an answer: which were cited, and why each was found. */

import { UnstyledButton } from "@mantine/core";
import IconChevronDown from "@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Message, Source } from "../queries";
import type { Opened } from "./opened";
import { citationOf, excerpt, markedIn, pathOf } from "./placing";
import { placesOf } from "./ranking";
import classes from "./source.module.css";

interface Properties {
  answer: Message;
  opened: Opened | null;
  onOpen: (opened: Opened) => void;
}

export function SourceList({ answer, opened, onOpen }: Properties) {
  const { t } = useTranslation("chat");
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const cited = new Set(answer.citations.map((each) => each.number));
  if (!answer.sources.length) return null;
  const sorted = answer.sources.toSorted((a, b) => Number(cited.has(b.number)) - Number(cited.has(a.number)) || a.number - b.number);
  return (
    <div className={classes.sources}>
      <UnstyledButton className={classes.toggle} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {cited.size ? t("sources.some", { count: answer.sources.length, cited: cited.size }) : t("sources.none-cited", { count: answer.sources.length })}
        <IconChevronDown size={16} aria-hidden className={isOpen ? classes.turned : undefined} />
      </UnstyledButton>
      <ol id={id} hidden={!isOpen} className={classes.list}>
        {isOpen
          ? sorted.map((source) => (
              <Entry
                key={source.number}
                answer={answer}
                source={source}
                isCited={cited.has(source.number)}
                isOpen={opened?.of === answer.id && opened.source === source.number}
                onOpen={() => onOpen({ of: answer.id, source: source.number, at: cited.has(source.number) ? 0 : null })}
              />
            ))
          : null}
      </ol>
      {answer.withheld.length ? <p className={classes.note}>{t("source.withheld-some", { count: answer.withheld.length })}</p> : null}
    </div>
  );
}

interface EntryProperties {
  answer: Message;
  source: Source;
  isCited: boolean;
  isOpen: boolean;
  onOpen: () => void;
}

function Entry({ answer, source, isCited, isOpen, onOpen }: EntryProperties) {
  const { t } = useTranslation("chat");
  const words = excerpt(source.text, markedIn(source, citationOf(answer, source.number, 0)), 160);
  return (
    <li>
      <UnstyledButton className={classes.entry} aria-pressed={isOpen} onClick={onOpen}>
        <span className={isCited ? classes.number : classes.numberQuiet}>{source.number}</span>
        <span className={classes.entryWords}>
          <strong>{source.documentName}</strong>
          <span className={classes.place}>{[pathOf(source), source.page ? t("source.page", { page: source.page }) : "", placesOf(source, t)].filter(Boolean).join(" · ")}</span>
          <span className={classes.snippet}>
            {words.before}
            {words.marked ? <mark>{words.marked}</mark> : null}
            {words.after}
          </span>
        </span>
      </UnstyledButton>
    </li>
  );
}
