// The HTTP calls of the pages: data on success, a Problem otherwise; the session cookie goes along by itself.

import { current, text } from "./language.js";

/** What went wrong, in words for people; `code` is the stable resultCode. */
export class Problem extends Error {
  constructor({ code, message, hint = null, status = 0, requestId = null }) {
    super(message);
    Object.assign(this, { code, hint, status, requestId });
  }
}

export const unreachable = () =>
  new Problem({ code: "NETWORK", message: text("problem.network"), hint: text("problem.network.hint") });

export const brokenOff = () => new Problem({ code: "CUT", message: text("answer.cut") });

export function problemOf(status, body) {
  if (body && typeof body.message === "string" && body.resultCode) {
    const { resultCode: code, message, hint, requestId } = body;
    return new Problem({ code, message, hint, status, requestId });
  }
  return new Problem({ code: "STRANGE", message: text("problem.strange", { status: String(status) }), status });
}

/** One call; `body` becomes JSON. Throws Problem. */
export async function call(method, path, body) {
  const headers = { "Accept-Language": current(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw unreachable();
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) throw problemOf(response.status, answer);
  return answer.data;
}

/** The pages of a list, one after the other. */
export async function* pagesOf(path) {
  let cursor = null;
  do {
    const page = await call("GET", cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`);
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** An answer as it is written: yields {event, data}. Throws Problem; an aborted `signal` throws AbortError. */
export async function* stream(path, body, signal) {
  const headers = { "Accept-Language": current(), Accept: "text/event-stream", "Content-Type": "application/json" };
  let response;
  try {
    response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
  } catch (error) {
    throw error.name === "AbortError" ? error : unreachable();
  }
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw error.name === "AbortError" ? error : brokenOff();
      });
      if (done) return;
      const frames = (held + value).split("\n\n");
      held = frames.pop();
      for (const frame of frames) {
        const found = parse(frame);
        if (found) yield found;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parse(frame) {
  let event = "message";
  const data = [];
  for (const line of frame.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  return data.length ? { event, data: JSON.parse(data.join("\n")) } : null;
}

/** Send one file; `onProgress` gets a share from 0 to 1. `key` makes a repetition harmless. */
export function upload(collectionId, file, name, key, onProgress) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("file", file, name);
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/collections/${collectionId}/documents`);
    request.setRequestHeader("Accept-Language", current());
    request.setRequestHeader("Idempotency-Key", key);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      if (request.status === 202 && request.response) resolve(request.response.data.documents[0]);
      else reject(problemOf(request.status, request.response));
    };
    request.send(form);
  });
}
