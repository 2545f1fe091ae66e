/** The typed client: `await unwrap(api.GET("/api/v1/me"))` is the `data` of the answer, or throws an ApiError. */

import createClient, { type FetchResponse } from "openapi-fetch";
import type { MediaType } from "openapi-typescript-helpers";

import { currentLanguage } from "@/shell/language";

import { errorOf, isAbort, unreachable } from "./errors";
import type { components, paths } from "./schema";

/** A shape of the wire by its name in docs/reference/openapi.json. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

type Listener = () => void;
const signedOut = new Set<Listener>();

/** Be told when a call was refused because nobody is signed in. Returns what ends it. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** Headers that every call carries. The session cookie goes along by itself. */
export const ownHeaders = () => ({ "Accept-Language": currentLanguage() });

/** What every answer passes: a refusal for want of a sign-in is told to who listens. */
export function noticeRefusal(response: Response) {
  if (response.status === 401) for (const listener of signedOut) listener();
}

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  querySerializer: { array: { style: "form", explode: true } },
  fetch: async (request) => {
    request.headers.set("Accept-Language", currentLanguage());
    try {
      const response = await fetch(request);
      noticeRefusal(response);
      return response;
    } catch (error) {
      throw isAbort(error) ? error : unreachable();
    }
  },
});

type Enveloped = { data: unknown };

/** The `data` of an enveloped answer. Throws ApiError. */
export async function unwrap<Operation extends Record<string | number, unknown>, Options, Media extends MediaType>(
  pending: Promise<FetchResponse<Operation, Options, Media>>,
): Promise<DataOf<FetchResponse<Operation, Options, Media>>> {
  const { data, error, response } = await pending;
  if (!response.ok || data === undefined) throw errorOf(response.status, error);
  return (data as Enveloped).data as DataOf<FetchResponse<Operation, Options, Media>>;
}

type DataOf<Answer> = Answer extends { data: { data: infer Data } } ? Data : never;
