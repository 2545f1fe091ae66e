/** Answers that are being heard. They live outside of the pages: another page, or a broken line, does not end one. */

import { useSyncExternalStore } from "react";

import { api, unwrap } from "@/api/client";
import { ApiError, isAbort } from "@/api/errors";
import { stream } from "@/api/stream";
import { queryClient } from "@/shell/queries";
import { onLeaving } from "@/shell/session";

import { conversationQuery, type Message, messagesQuery, usageQuery } from "../queries";
import { after, type Asked, begun, broken, type Ending, failureOf, isOver, type Turn } from "./turn";

/** Under which a first question stands until its conversation is known to hold it. */
export const NEW = "new";

const turns = new Map<string, Turn>();
const endings = new Map<string, Ending>();
const refusals = new Map<string, ApiError>();
/** Who hears for a conversation: whoever begins anew takes the place of one that only waits for what is stored. */
const hangUps = new Map<string, AbortController>();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function tell() {
  for (const listener of listeners) listener();
}

function set(key: string, turn: Turn | null) {
  if (turn) turns.set(key, turn);
  else turns.delete(key);
  tell();
}

onLeaving(() => {
  const all = [...hangUps.values()];
  for (const kept of [turns, endings, refusals, hangUps]) kept.clear();
  for (const hangUp of all) hangUp.abort();
  tell();
});

export const useTurn = (key: string) => useSyncExternalStore(subscribe, () => turns.get(key));
export const useRefusal = (key: string) => useSyncExternalStore(subscribe, () => refusals.get(key));
export const useEnding = (messageId: string) => useSyncExternalStore(subscribe, () => endings.get(messageId));

export function forgetRefusal(key: string) {
  if (refusals.delete(key)) tell();
}

interface Call {
  path: string;
  body?: unknown;
  /** Gets the conversation as soon as the service has taken the question. */
  onTaken?: (conversationId: string) => void;
  /** Gets why nothing was taken: what was typed is to be kept. */
  onRefused?: (error: ApiError) => void;
}

/** Ask in a conversation; `null` begins one. Resolves when the answer has ended. */
export async function ask(conversationId: string | null, above: string | null, asked: Asked, more: Pick<Call, "onTaken" | "onRefused">) {
  const key = conversationId ?? NEW;
  const turn = begun(above, asked.text);
  if (conversationId) return listen(key, turn, { path: `/api/v1/conversations/${conversationId}/messages`, body: asked, ...more });
  refusals.delete(NEW);
  set(NEW, turn);
  let made: string;
  try {
    const { collectionIds, model } = asked;
    made = (await unwrap(api.POST("/api/v1/conversations", { body: { collectionIds, model } }))).id;
  } catch (error) {
    set(NEW, null);
    return refuse(NEW, error, more.onRefused);
  }
  return listen(NEW, turn, {
    path: `/api/v1/conversations/${made}/messages`,
    body: asked,
    ...more,
    onRefused: (error) => {
      void api.DELETE("/api/v1/conversations/{conversation_id}", { params: { path: { conversation_id: made } } });
      more.onRefused?.(error);
    },
  });
}

/** Ask a question of this conversation in other words, beside the old one. */
export const edit = (question: Message, asked: Asked, onRefused: Call["onRefused"]) =>
  listen(question.conversationId, begun(question.parentId, asked.text), { path: `/api/v1/messages/${question.id}/edit`, body: asked, onRefused });

/** Have a question answered once more, beside the old answer. */
export const retry = (answer: Message, model?: string) =>
  listen(answer.conversationId, begun(answer.parentId, null), { path: `/api/v1/messages/${answer.id}/retry`, body: { model: model ?? null } });

/** Hear on what another window, or this one before it was loaded again, has begun to hear. */
export async function rejoin(answer: Message) {
  const key = answer.conversationId;
  if (turns.has(key)) return;
  const hangUp = new AbortController();
  hangUps.set(key, hangUp);
  set(key, { ...begun(answer.parentId, null), answer: { ...answer, text: "", citations: [] }, taken: true });
  await comeBack(key, null, hangUp);
  await settle(key, hangUp);
}

export async function stop(key: string) {
  const turn = turns.get(key);
  if (!turn || isOver(turn)) return;
  if (!turn.taken) {
    hangUps.get(key)?.abort();
    return;
  }
  set(key, { ...turn, stopping: true });
  try {
    await unwrap(api.POST("/api/v1/messages/{message_id}/stop", { params: { path: { message_id: turn.answer.id } } }));
  } catch {
    hangUps.get(key)?.abort(); // the service stops an answer that nobody hears
  }
}

async function listen(first: string, turn: Turn, { path, body, onTaken, onRefused }: Call) {
  let key = first;
  const hangUp = new AbortController();
  hangUps.set(key, hangUp);
  refusals.delete(key);
  set(key, turn);
  let place: string | null = null;
  const hear = (event: string, data: unknown, id: string | null) => {
    if (hangUps.get(key) !== hangUp) return;
    const before = turns.get(key)!;
    const now = after(before, event, data);
    place = id ?? place;
    if (now.taken && !before.taken) {
      if (key === NEW) {
        turns.delete(NEW);
        hangUps.delete(NEW);
        key = now.answer.conversationId;
        hangUps.set(key, hangUp);
      }
      void queryClient.invalidateQueries({ queryKey: ["chat", "conversations"] });
      set(key, now);
      onTaken?.(key);
      return;
    }
    if (event === "done") endings.set(now.answer.id, data as Ending);
    set(key, now);
  };
  try {
    for await (const { event, data, id } of stream(path, { body, signal: hangUp.signal })) hear(event, data, id);
  } catch (error) {
    if (hangUps.get(key) !== hangUp) return;
    const now = turns.get(key)!;
    if (!now.taken) {
      set(key, null);
      hangUps.delete(key);
      return refuse(key, error, onRefused);
    }
    if (isAbort(error)) set(key, { ...now, answer: { ...now.answer, state: "stopped", finish: "stopped" } });
    else if (!isLine(error)) fail(key, error);
  }
  if (turns.get(key)?.taken) await comeBack(key, place, hangUp);
  await settle(key, hangUp);
}

const isLine = (error: unknown) => error instanceof ApiError && error.status === 0;

function refuse(key: string, error: unknown, onRefused?: (error: ApiError) => void) {
  if (!isAbort(error)) {
    const told = error instanceof ApiError ? error : new ApiError({ code: "STRANGE", message: String(error) });
    refusals.set(key, told);
    onRefused?.(told);
  } else onRefused?.(new ApiError({ code: "STOPPED", message: "" }));
  void queryClient.invalidateQueries(usageQuery);
  tell();
}

function fail(key: string, error: unknown) {
  const turn = turns.get(key)!;
  const failure = error instanceof ApiError ? failureOf(error) : null;
  set(key, { ...turn, away: false, answer: { ...turn.answer, ...broken(turn.answer.text, failure) } });
}

const WAITS_MS = [0, 300, 600, 900, 1500, 2500, 4000, 6000, 8000, 10_000, 15_000, 15_000];

/** Go on hearing from a place until the answer has ended, however often the line breaks meanwhile. */
async function comeBack(key: string, from: string | null, hangUp: AbortController) {
  let place = from;
  const isHeard = () => hangUps.get(key) === hangUp;
  for (let tries = 0; isHeard() && !isOver(turns.get(key)!); ) {
    if (tries >= WAITS_MS.length) return;
    await pause(WAITS_MS[tries]);
    try {
      const headers: Record<string, string> = place === null ? {} : { "Last-Event-ID": place };
      const path = `/api/v1/messages/${turns.get(key)!.answer.id}/events`;
      for await (const { event, data, id } of stream(path, { method: "GET", headers, signal: hangUp.signal })) {
        if (!isHeard()) return;
        tries = 0;
        place = id ?? place;
        const now = after(turns.get(key)!, event, data);
        if (event === "done") endings.set(now.answer.id, { ...(data as Ending), ...endings.get(now.answer.id) });
        set(key, now);
      }
      tries += 1;
    } catch (error) {
      if (!isHeard()) return;
      const turn = turns.get(key)!;
      if (isAbort(error)) set(key, { ...turn, answer: { ...turn.answer, state: "stopped", finish: "stopped" } });
      else if (!isLine(error) || tries + 1 === WAITS_MS.length) fail(key, error);
      else set(key, { ...turn, away: true });
      tries += 1;
    }
  }
}

/** Wait, but not longer than until the machine says that it is connected again. */
const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener("online", over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    addEventListener("online", over);
  });

/** The stored messages take the place of the turn. Where they cannot be read, what was heard stays on the page. */
async function settle(key: string, hangUp: AbortController) {
  const id = turns.get(key)?.answer.id;
  void queryClient.invalidateQueries({ queryKey: ["chat", "conversations"] });
  void queryClient.invalidateQueries(usageQuery);
  await queryClient.invalidateQueries(conversationQuery(key));
  const found = await queryClient.fetchInfiniteQuery({ ...messagesQuery(key), staleTime: 0, retry: false }).catch(() => null);
  if (hangUps.get(key) !== hangUp) return;
  hangUps.delete(key);
  if (found?.pages.some((page) => page.items.some((each) => each.id === id))) set(key, null);
}
