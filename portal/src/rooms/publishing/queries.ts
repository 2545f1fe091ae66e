/** What this room reads. */

import { queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";

export type Publication = Schema<"PublicationOut">;
export type Collection = Schema<"CollectionOut">;

export const publicationsQuery = queryOptions({
  queryKey: ["publications"],
  queryFn: () => unwrap(api.GET("/api/v1/publications")),
});

export const publicationQuery = (id: string) =>
  queryOptions({
    queryKey: ["publications", id],
    queryFn: () => unwrap(api.GET("/api/v1/publications/{publication_id}", { params: { path: { publication_id: id } } })),
  });

export const statisticsQuery = (id: string) =>
  queryOptions({
    queryKey: ["publications", id, "statistics"],
    queryFn: () => unwrap(api.GET("/api/v1/publications/{publication_id}/statistics", { params: { path: { publication_id: id } } })),
  });

export const collectionsQuery = queryOptions({
  queryKey: ["collections", "publishable"],
  queryFn: () => unwrap(api.GET("/api/v1/collections")),
});
