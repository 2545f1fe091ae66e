/** What was typed and not sent: kept for each conversation while the window is open, also when the page is loaded again. */

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const name = (key: string) => `nullus.draft.${key}`;

export const draftOf = (key: string) => sessionStorage.getItem(name(key)) ?? "";

export function setDraft(key: string, text: string) {
  if (text) sessionStorage.setItem(name(key), text);
  else sessionStorage.removeItem(name(key));
  for (const listener of listeners) listener();
}

export const useDraft = (key: string) =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => draftOf(key),
  );
