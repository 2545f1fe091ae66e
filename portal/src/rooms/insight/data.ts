/** What the pages of insight read. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";

import type { Period } from "./period";

export type Insight = Schema<"InsightOut">;
export type Whole = Schema<"AnsweredOut">;
export type Gap = Schema<"GapOut">;
export type Missing = Schema<"MissingOut">;

const GAPS = 50;

export const insightQuery = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ["insight", "whole", from ?? "", to ?? ""],
    queryFn: () => unwrap(api.GET("/api/v1/insight", { params: { query: { from, to } } })),
    placeholderData: (former: Insight | undefined) => former,
  });

export const gapsQuery = (resolved: boolean) =>
  infiniteQueryOptions({
    queryKey: ["insight", "gaps", resolved],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => unwrap(api.GET("/api/v1/gaps", { params: { query: { resolved, cursor: pageParam, limit: GAPS } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Titles of tiers, for those who may see them. */
export const tiersQuery = queryOptions({
  queryKey: ["insight", "tiers"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/tiers"))).items,
});

/** Cross a question off, for everybody who asked it, with what was done about it. */
export const resolve = async (id: string, note: string | null) => {
  await unwrap(api.POST("/api/v1/gaps/{gap_id}/resolve", { params: { path: { gap_id: id } }, body: { note } }));
  await queryClient.invalidateQueries({ queryKey: ["insight"] });
};

/** Take that back: it stands among the open ones again. */
export const reopen = async (id: string) => {
  await unwrap(api.POST("/api/v1/gaps/{gap_id}/reopen", { params: { path: { gap_id: id } } }));
  await queryClient.invalidateQueries({ queryKey: ["insight"] });
};
