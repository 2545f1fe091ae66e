/** What can be done with an answer: copy, rate, ask again, translate, and go to its siblings. */

import { ActionIcon, Menu } from "@mantine/core";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import IconLanguage from "@tabler/icons-react/dist/esm/icons/IconLanguage.mjs";
import IconRefresh from "@tabler/icons-react/dist/esm/icons/IconRefresh.mjs";
import IconThumbDown from "@tabler/icons-react/dist/esm/icons/IconThumbDown.mjs";
import IconThumbUp from "@tabler/icons-react/dist/esm/icons/IconThumbUp.mjs";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { CopyIcon } from "@/ui/copy-button";

import { type Message, modelsQuery } from "../queries";
import { useFeedback } from "./feedback";
import { Siblings } from "./siblings";
import classes from "./thread.module.css";
import { type Tongue, TONGUES } from "./translation";

interface Properties {
  message: Message;
  tongue: Tongue | null;
  isBusy: boolean;
  onTongue: (tongue: Tongue | null) => void;
  onRetry: (model?: string) => void;
  onRate: () => void;
}

export function Actions({ message, tongue, isBusy, onTongue, onRetry, onRate }: Properties) {
  const { t } = useTranslation("chat");
  const feedback = useFeedback(message);
  const rating = feedback.rating;
  return (
    <div className={classes.tools}>
      <Siblings message={message} isBusy={isBusy} />
      {message.text ? <CopyIcon text={withSources(message, t("copy.sources"))} label={t("answer.copy")} /> : null}
      <ActionIcon aria-label={t("rate.good")} title={t("rate.good")} aria-pressed={rating === 1} variant={rating === 1 ? "light" : "subtle"} color={rating === 1 ? "blue" : "gray"} onClick={() => { feedback.give({ rating: 1 }); onRate(); }}>
        <IconThumbUp size={17} stroke={1.7} />
      </ActionIcon>
      <ActionIcon aria-label={t("rate.bad")} title={t("rate.bad")} aria-pressed={rating === -1} variant={rating === -1 ? "light" : "subtle"} color={rating === -1 ? "blue" : "gray"} onClick={() => { feedback.give({ rating: -1 }); onRate(); }}>
        <IconThumbDown size={17} stroke={1.7} />
      </ActionIcon>
      <RetryMenu message={message} isBusy={isBusy} onRetry={onRetry} />
      {message.text ? (
        <Menu position="bottom-start">
          <Menu.Target>
            <ActionIcon aria-label={t("translate")} title={t("translate")}>
              <IconLanguage size={18} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t("translate.into")}</Menu.Label>
            {tongue ? <Menu.Item onClick={() => onTongue(null)}>{t("translate.original")}</Menu.Item> : null}
            {TONGUES.map(({ code, name }) => (
              <Menu.Item key={code} lang={code} onClick={() => onTongue(code)} rightSection={tongue === code ? <IconCheck size={15} /> : null}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </div>
  );
}

function RetryMenu({ message, isBusy, onRetry }: Pick<Properties, "message" | "isBusy" | "onRetry">) {
  const { t } = useTranslation("chat");
  const models = useQuery(modelsQuery(message.conversationId)).data?.items.filter((each) => each.allowed) ?? [];
  const button = (onClick?: () => void) => (
    <ActionIcon aria-label={t("retry")} title={t("retry")} disabled={isBusy} onClick={onClick}>
      <IconRefresh size={17} stroke={1.7} />
    </ActionIcon>
  );
  if (models.length < 2) return button(() => onRetry());
  return (
    <Menu position="bottom-start">
      <Menu.Target>{button()}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onRetry()}>{t("retry")}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("retry.with")}</Menu.Label>
        {models.map((each) => (
          <Menu.Item key={each.name} onClick={() => onRetry(each.name)} rightSection={each.model === message.model ? <span className={classes.quiet}>{t("retry.this")}</span> : null}>
            {each.model}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Only what was cited goes along; a reader of the copy has no panel. */
function withSources(message: Message, heading: string): string {
  const cited = new Set(message.citations.map((each) => each.number));
  const lines = message.sources
    .filter((each) => cited.has(each.number))
    .map((each) => `[${each.number}] ${[each.documentName, ...each.headingPath].join(" › ")}${each.page ? ` (p. ${each.page})` : ""}`);
  return lines.length ? `${message.text}\n\n${heading}\n${lines.join("\n")}` : message.text;
}
