/** The title of the window: the page's own, or what the page says it shows. */

import { useMatches } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "./language";

const named = (name: string | undefined) => (name ? `${name} · Nullus` : "Nullus");

/** For the frame: the title that the room's manifest gives the page. */
export function useTitle() {
  const { i18n } = useTranslation();
  const title = useMatches().at(-1)?.staticData.page?.title;
  useEffect(() => {
    document.title = named(title?.[currentLanguage()]);
  }, [title, i18n.language]);
}

/** For a page about one thing: its name, once it is known. */
export function useNamedTitle(name: string | undefined) {
  const { i18n } = useTranslation();
  useEffect(() => {
    if (name) document.title = named(name);
  }, [name, i18n.language]);
}
