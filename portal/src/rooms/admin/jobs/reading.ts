/** What runs behind the pages, and how the parts of the service are. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, ownHeaders, unwrap } from "@/api/client";
import { errorOf, unreachable } from "@/api/errors";

import type { Job } from "../data";

const WATCH_MS = 2000;
const HEALTH_MS = 10_000;
const PAGE = 50;

const isUnsettled = ({ status }: Job) => status === "queued" || status === "running";

export const jobsQuery = (status: Job["status"] | undefined) =>
  infiniteQueryOptions({
    queryKey: ["admin", "jobs", status ?? ""],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => unwrap(api.GET("/api/v1/jobs", { params: { query: { status, cursor: pageParam, limit: PAGE } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (former) => former,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(isUnsettled)) ? WATCH_MS : false),
  });

export interface Part {
  name: string;
  state: "ready" | "degraded" | "failed";
  reason: string | null;
  mend: string | null;
}

/** `/readyz` stands outside the API and its envelope: 503 is an answer too. */
export const healthQuery = queryOptions({
  queryKey: ["admin", "health"],
  refetchInterval: HEALTH_MS,
  queryFn: async (): Promise<{ ready: boolean; parts: Part[] }> => {
    const response = await fetch("/readyz", { headers: ownHeaders() }).catch(() => {
      throw unreachable();
    });
    const body: unknown = await response.json().catch(() => null);
    if (typeof body !== "object" || body === null || !("parts" in body)) throw errorOf(response.status, body);
    return body as { ready: boolean; parts: Part[] };
  },
});

export const indexQuery = queryOptions({
  queryKey: ["admin", "index"],
  queryFn: () => unwrap(api.GET("/api/v1/index")),
  refetchInterval: (query) => (query.state.data?.state === "rebuilding" || query.state.data?.jobId ? WATCH_MS : false),
});
