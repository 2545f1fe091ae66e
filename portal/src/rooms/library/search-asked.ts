/** What is asked of the search, as it stands in the address. */

import type { Schema } from "@/api/client";

export type Mode = NonNullable<Schema<"SearchIn">["mode"]>;
export const MODES: Mode[] = ["hybrid", "dense", "lexical"];

export interface Asked {
  query: string;
  mode: Mode;
  collections: string[];
  /** Metadata that a document must have. */
  filters: Record<string, string>;
  details: boolean;
}

export function readAsked(search: Record<string, unknown>): Asked {
  const mode = MODES.find((each) => each === search.mode) ?? "hybrid";
  const filters = typeof search.has === "object" && search.has !== null && !Array.isArray(search.has) ? Object.entries(search.has) : [];
  return {
    query: search.q === undefined || search.q === null ? "" : String(search.q),
    mode,
    collections: Array.isArray(search.in) ? search.in.map(String) : search.in === undefined ? [] : [String(search.in)],
    filters: Object.fromEntries(filters.map(([name, value]) => [name, String(value)])),
    details: search.details === 1,
  };
}

export const writeAsked = ({ query, mode, collections, filters, details }: Asked) => ({
  q: query || undefined,
  mode: mode === "hybrid" ? undefined : mode,
  in: collections.length ? collections : undefined,
  has: Object.keys(filters).length ? filters : undefined,
  details: details ? 1 : undefined,
});
