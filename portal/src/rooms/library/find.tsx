/** Find words within the text that is shown, and go from one place to the next. */

import { ActionIcon, TextInput } from "@mantine/core";
import IconChevronDown from "@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs";
import IconChevronUp from "@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "@/ui/format";

import classes from "./library.module.css";

interface Properties {
  words: string;
  onWords: (words: string) => void;
  /** How many places there are; null while nothing is looked for. */
  count: number | null;
  within: RefObject<HTMLElement | null>;
}

export function Find({ words, onWords, count, within }: Properties) {
  const { t } = useTranslation("library");
  const [at, setAt] = useState(-1);
  const go = (step: number) => {
    const marks = within.current?.querySelectorAll("mark");
    if (!marks?.length) return;
    const next = (at + step + marks.length) % marks.length;
    for (const mark of marks) mark.removeAttribute("data-here");
    marks[next].setAttribute("data-here", "true");
    marks[next].scrollIntoView({ block: "center" });
    setAt(next);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  return (
    <search className={classes.find}>
      <TextInput
        size="sm"
        type="search"
        aria-label={t("find")}
        placeholder={t("find")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={words}
        onChange={(event) => {
          setAt(-1);
          onWords(event.currentTarget.value);
        }}
        onKeyDown={press}
      />
      <span role="status" className={classes.aside}>
        {count === null ? "" : count === 0 ? t("find.none") : at < 0 ? t("find.count", { count, number: formatNumber(count) }) : t("find.place", { at: formatNumber(at + 1), number: formatNumber(count) })}
      </span>
      {count ? (
        <>
          <ActionIcon aria-label={t("find.previous")} onClick={() => go(-1)}>
            <IconChevronUp size={18} />
          </ActionIcon>
          <ActionIcon aria-label={t("find.next")} onClick={() => go(1)}>
            <IconChevronDown size={18} />
          </ActionIcon>
        </>
      ) : null}
    </search>
  );
}
