/** Files sent with progress, which `fetch` cannot tell. */

import { ownHeaders } from "./client";
import { type ApiError, errorOf, unreachable } from "./errors";

export interface UploadOptions {
  /** Gets a share from 0 to 1. */
  onProgress?: (share: number) => void;
  /** Makes a repetition harmless (`Idempotency-Key`). */
  key?: string;
  signal?: AbortSignal;
}

/** Send a form; returns the `data` of the answer. Throws ApiError; an aborted `signal` throws AbortError. */
export function upload<Data>(path: string, form: FormData, { onProgress, key, signal }: UploadOptions = {}): Promise<Data> {
  return new Promise((resolve, reject: (error: ApiError | DOMException) => void) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(ownHeaders())) request.setRequestHeader(name, value);
    if (key) request.setRequestHeader("Idempotency-Key", key);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      const body = request.response as { data: Data } | null;
      if (request.status >= 200 && request.status < 300 && body) resolve(body.data);
      else reject(errorOf(request.status, body));
    };
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}
