/** Deleting with a way back: a conversation leaves the list at once, and the service some seconds later, or when the window closes. */

import { useSyncExternalStore } from "react";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";

export const UNDO_MS = 8000;

interface Leaving {
  id: string;
  title: string;
  timer: ReturnType<typeof setTimeout>;
}

let leaving: readonly Leaving[] = [];
let failure: unknown = null;
const listeners = new Set<() => void>();

function set(next: readonly Leaving[]) {
  leaving = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLeaving = () => useSyncExternalStore(subscribe, () => leaving);
export const useDeletingFailure = () => useSyncExternalStore(subscribe, () => failure);

export function deleteSoon(id: string, title: string) {
  failure = null;
  const timer = setTimeout(() => void remove(id), UNDO_MS);
  set([...leaving, { id, title, timer }]);
}

export function undo(id: string) {
  clearTimeout(leaving.find((each) => each.id === id)?.timer);
  set(leaving.filter((each) => each.id !== id));
}

async function remove(id: string) {
  try {
    await unwrap(api.DELETE("/api/v1/conversations/{conversation_id}", { params: { path: { conversation_id: id } } }));
    await queryClient.invalidateQueries({ queryKey: ["chat", "conversations"] });
    queryClient.removeQueries({ queryKey: ["chat", "messages", id] });
  } catch (error) {
    failure = error;
  }
  undo(id);
}

addEventListener("pagehide", () => {
  for (const { id, timer } of leaving) {
    clearTimeout(timer);
    void fetch(`/api/v1/conversations/${id}`, { method: "DELETE", keepalive: true });
  }
});
