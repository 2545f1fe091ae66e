/** Korean and English: which one is spoken, and the texts of each room, loaded when the room is opened. */

import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "en" | "ko";
/** A text that stands in a room's manifest, in both languages. */
export type Bilingual = Record<Language, string>;

const COOKIE = "nullus_language"; // the service reads it as well
const YEAR_SECONDS = 31_536_000;

const files = import.meta.glob<Record<string, string>>(["../rooms/*/locales/*.json", "../shell/locales/*.json", "../ui/locales/*.json"], {
  import: "default",
});

/** The language of this moment; also where React is not. */
export const currentLanguage = (): Language => (document.documentElement.lang === "ko" ? "ko" : "en");

/** Load the texts of a namespace (a room, `shell` or `ui`) in the current language; nothing is loaded twice. */
export async function loadTexts(namespace: string): Promise<void> {
  wanted.add(namespace);
  const language = currentLanguage();
  if (i18next.hasResourceBundle(language, namespace)) return;
  const folder = namespace === "shell" || namespace === "ui" ? namespace : `rooms/${namespace}`;
  const load = files[`../${folder}/locales/${language}.json`] ?? files[`./locales/${language}.json`];
  if (load) i18next.addResourceBundle(language, namespace, await load());
}

const wanted = new Set<string>();

export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: currentLanguage(),
    fallbackLng: false,
    ns: [],
    defaultNS: "shell",
    resources: {},
    keySeparator: false,
    interpolation: { escapeValue: false }, // React makes text nodes
    react: { useSuspense: false },
  });
  await Promise.all([loadTexts("shell"), loadTexts("ui")]);
}

/** Speak another language from now on; everything on the page follows. */
export async function speak(language: Language): Promise<void> {
  document.cookie = `${COOKIE}=${language}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  document.documentElement.lang = language;
  await Promise.all([...wanted].map(loadTexts));
  await i18next.changeLanguage(language);
}
