/** Server-sent events read from `fetch`, which can send a body, and can be stopped. */

import { noticeRefusal, ownHeaders } from "./client";
import { brokenOff, errorOf, isAbort, unreachable } from "./errors";

export interface StreamEvent {
  event: string;
  data: unknown;
  id: string | null;
}

export interface StreamOptions {
  method?: "GET" | "POST";
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** The events of a stream. Throws ApiError; an aborted `signal` throws AbortError. */
export async function* stream(path: string, { method = "POST", body, signal, headers }: StreamOptions = {}): AsyncGenerator<StreamEvent> {
  const asked: Record<string, string> = { ...ownHeaders(), Accept: "text/event-stream", ...headers };
  if (body !== undefined) asked["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, { method, headers: asked, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (error) {
    throw isAbort(error) ? error : unreachable();
  }
  noticeRefusal(response);
  if (!response.ok || !response.body) throw errorOf(response.status, await response.json().catch(() => null));
  yield* eventsOf(response.body);
}

async function* eventsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw isAbort(error) ? error : brokenOff();
      });
      if (done) return;
      const frames = (held + value).split("\n\n");
      held = frames.pop() ?? "";
      for (const frame of frames) {
        const found = parse(frame);
        if (found) yield found;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parse(frame: string): StreamEvent | null {
  let event = "message";
  let id: string | null = null;
  const data: string[] = [];
  for (const line of frame.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    if (line.startsWith("id:")) id = line.slice(3).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  return data.length ? { event, id, data: JSON.parse(data.join("\n")) as unknown } : null;
}
