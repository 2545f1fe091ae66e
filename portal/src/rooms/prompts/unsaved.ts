/** Texts that were typed and not saved: kept while the window is open, for who typed them, and forgotten with signing out. */

import { onLeaving } from "@/shell/session";

import type { Spoken } from "./data";

export interface Unsaved {
  texts: Partial<Record<Spoken, string>>;
  note: string;
}

const kept = new Map<string, Unsaved>();

onLeaving(() => kept.clear());

/** By whom, for which prompt, and on top of which version. */
export const keyOf = (account: string, prompt: string, version: string) => [account, prompt, version].join(" ");

export const unsavedOf = (key: string) => kept.get(key);

export const keepUnsaved = (key: string, typed: Unsaved) => kept.set(key, typed);

export const forgetUnsaved = (key: string) => kept.delete(key);
