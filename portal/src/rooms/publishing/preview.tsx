/** The chatbot as visitors will see it, dressed in what the form holds at this moment; and the lines to copy into a site. */

import { Code, Group, Stack, Tabs, Text } from "@mantine/core";
import { createElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "@/shell/language";
import { CopyButton } from "@/ui/copy-button";

import { type Draft, lines } from "./draft";
import classes from "./preview.module.css";
import type { Publication } from "./queries";

const SCRIPT = "/embed/nullus-chat.js";

interface Worn extends HTMLElement {
  wear(look: Record<string, unknown>): void;
}

export function Preview({ draft, app }: { draft: Draft; app?: string }) {
  const { t } = useTranslation("publishing");
  const element = useRef<Worn>(null);
  useEffect(load, []);
  useEffect(() => {
    const look = { name: draft.name || t("preview.unnamed"), face: draft.face, greeting: draft.greeting, suggestions: lines(draft.suggestions).slice(0, 6), accent: draft.accent, scheme: draft.scheme, languages: draft.languages };
    void customElements.whenDefined("nullus-chat").then(() => element.current?.wear(look));
  }, [draft, t]);
  return (
    <section aria-label={t("preview.title")} className={classes.preview}>
      {createElement("nullus-chat", { key: app ?? "draft", ref: element, app: app ?? "", mode: "inline", lang: currentLanguage(), preview: app ? undefined : "" })}
      <Text size="xs" c="dimmed" mt="xs">
        {t(app ? "preview.live" : "preview.draft")}
      </Text>
    </section>
  );
}

function load() {
  if (document.querySelector(`script[src="${SCRIPT}"]`)) return;
  const script = document.createElement("script");
  script.src = SCRIPT;
  document.head.append(script);
}

export function Snippet({ publication }: { publication: Publication }) {
  const { t } = useTranslation("publishing");
  return (
    <Stack gap="xs">
      <Tabs defaultValue="script" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="script">{t("snippet.script")}</Tabs.Tab>
          <Tabs.Tab value="frame">{t("snippet.frame")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="script" pt="sm">
          <Lines text={publication.snippet} />
        </Tabs.Panel>
        <Tabs.Panel value="frame" pt="sm">
          <Lines text={publication.frame} />
        </Tabs.Panel>
      </Tabs>
      {publication.origins.length === 0 ? <Text size="sm">{t("snippet.no-origins")}</Text> : null}
    </Stack>
  );
}

function Lines({ text }: { text: string }) {
  return (
    <>
      <Code block className={classes.lines} tabIndex={0}>
        {text}
      </Code>
      <Group mt="xs">
        <CopyButton text={text} size="xs" />
      </Group>
    </>
  );
}
