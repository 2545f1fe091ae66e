/**
 * Files on their way to the service. They go on while other pages are open: the queue belongs to the window, not to a page,
 * and what has arrived is told by the service itself.
 */

import { useMemo, useSyncExternalStore } from "react";

import type { Schema } from "@/api/client";
import { upload } from "@/api/upload";

import { documentsChanged } from "./data";
import type { NamedFile } from "./drops";

export interface Sending {
  id: number;
  collectionId: string;
  name: string;
  size: number;
  state: "waiting" | "sending" | "failed" | "unchanged";
  /** From 0 to 1. */
  share: number;
  error?: unknown;
}

interface Entry extends Sending {
  file: File;
  key: string;
}

const AT_A_TIME = 3;
let entries: readonly Entry[] = [];
let active = 0;
let next = 1;
let refreshing: ReturnType<typeof setTimeout> | null = null;
const listeners = new Set<() => void>();

export function send(collectionId: string, files: NamedFile[]) {
  const added = files.map(({ file, name }): Entry => {
    const id = next++;
    return { id, collectionId, name, size: file.size, state: "waiting", share: 0, file, key: `portal-${id}-${Date.now()}-${Math.random().toString(36).slice(2)}` };
  });
  set([...entries, ...added]);
  start();
}

export function sendAgain(id: number) {
  change(id, { state: "waiting", share: 0, error: undefined });
  start();
}

export const dismiss = (id: number) => set(entries.filter((each) => each.id !== id));

/** What of a collection is on its way, or did not arrive. */
export function useSending(collectionId: string): readonly Sending[] {
  const all = useSyncExternalStore(subscribe, () => entries);
  return useMemo(() => all.filter((each) => each.collectionId === collectionId), [all, collectionId]);
}

function start() {
  while (active < AT_A_TIME) {
    const first = entries.find((each) => each.state === "waiting");
    if (!first) return;
    active += 1;
    change(first.id, { state: "sending" });
    void transfer(first).finally(() => {
      active -= 1;
      start();
    });
  }
}

async function transfer({ id, collectionId, file, name, key }: Entry) {
  const form = new FormData();
  form.append("file", file, name);
  try {
    const answer = await upload<Schema<"UploadOut">>(`/api/v1/collections/${collectionId}/documents`, form, {
      key,
      onProgress: (share) => change(id, { share }),
    });
    if (answer.documents.every((each) => each.unchanged)) change(id, { state: "unchanged", share: 1 });
    else dismiss(id);
    refresh();
  } catch (error) {
    change(id, { state: "failed", error });
  }
}

/** Many small files arrive at once: the lists are asked anew at most a few times a second. */
function refresh() {
  refreshing ??= setTimeout(() => {
    refreshing = null;
    void documentsChanged();
  }, 300);
}

function change(id: number, what: Partial<Entry>) {
  set(entries.map((each) => (each.id === id ? { ...each, ...what } : each)));
}

function set(changed: readonly Entry[]) {
  entries = changed;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

addEventListener("beforeunload", (event) => {
  if (active) event.preventDefault();
});
