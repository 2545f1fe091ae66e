/** What the library reads and changes: its queries, and what has to be asked anew after a change. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";

export type Collection = Schema<"CollectionOut">;
export type DocumentFacts = Schema<"DocumentOut">;
export type Passage = Schema<"ChunkOut">;
export type Receipt = Schema<"ReceiptOut">;
export type Access = Collection["access"];
export type Sensitivity = Collection["sensitivity"];
export type Status = DocumentFacts["status"];
export type Order = "created" | "updated" | "name" | "size";

/** While something is being read, how often is asked how far it is. */
const WATCH_MS = 1200;
const PAGE = 100;
const PASSAGES = 500;

export const isUnsettled = (status: string) => status === "received" || status === "processing";

export const collectionsQuery = queryOptions({
  queryKey: ["library", "collections"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/collections"))).items,
  refetchInterval: (query) => (query.state.data?.some((each) => each.unsettled > 0) ? WATCH_MS : false),
});

export const collectionQuery = (id: string) =>
  queryOptions({
    queryKey: ["library", "collection", id],
    queryFn: () => unwrap(api.GET("/api/v1/collections/{collection_id}", { params: { path: { collection_id: id } } })),
    refetchInterval: (query) => (query.state.data && query.state.data.unsettled > 0 ? WATCH_MS : false),
  });

export interface Listing {
  status?: Status;
  name?: string;
  order: Order;
  descending: boolean;
}

export const documentsQuery = (id: string, { status, name, order, descending }: Listing) =>
  infiniteQueryOptions({
    queryKey: ["library", "documents", id, status ?? null, name ?? null, order, descending],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/collections/{collection_id}/documents", {
          params: { path: { collection_id: id }, query: { status, name, order, descending, cursor: pageParam, limit: PAGE } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some((each) => isUnsettled(each.status))) ? WATCH_MS : false,
    placeholderData: (former) => former,
  });

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ["library", "document", id],
    queryFn: () => unwrap(api.GET("/api/v1/documents/{document_id}", { params: { path: { document_id: id } } })),
    refetchInterval: (query) => (query.state.data && isUnsettled(query.state.data.status) ? WATCH_MS : false),
  });

/** The text of one version of a document: another digest, another text. */
export const passagesQuery = (id: string, digest: string, searchable: boolean) =>
  infiniteQueryOptions({
    queryKey: ["library", "passages", id, digest, searchable],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/documents/{document_id}/chunks", {
          params: { path: { document_id: id }, query: { cursor: pageParam, limit: PASSAGES } },
        }),
      ),
    getNextPageParam: (page) => (page.nextCursor ? Number(page.nextCursor) : undefined),
    staleTime: 60_000,
  });

export const versionsQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["library", "versions", id, version],
    queryFn: async () =>
      (await unwrap(api.GET("/api/v1/documents/{document_id}/versions", { params: { path: { document_id: id } } }))).items,
  });

export const groupsQuery = queryOptions({
  queryKey: ["library", "groups"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/groups"))).items,
});

/** After documents came, went or moved: every list and count of them. */
export const documentsChanged = () =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [room, what] }) => room === "library" && ["collections", "collection", "documents", "document"].includes(String(what)),
  });

export const removeDocument = (id: string) =>
  unwrap(api.DELETE("/api/v1/documents/{document_id}", { params: { path: { document_id: id } } }));

export const retryDocument = (id: string) =>
  unwrap(api.POST("/api/v1/documents/{document_id}/retry", { params: { path: { document_id: id } } }));

/** Several receipts as one. */
export const sumOf = (receipts: Receipt[]): Receipt =>
  receipts.reduce((all, each) => ({
    documents: all.documents + each.documents,
    versions: all.versions + each.versions,
    chunks: all.chunks + each.chunks,
    vectors: all.vectors + each.vectors,
    lexicalEntries: all.lexicalEntries + each.lexicalEntries,
    objects: all.objects + each.objects,
    objectsKept: all.objectsKept + each.objectsKept,
    verified: all.verified && each.verified,
  }));
