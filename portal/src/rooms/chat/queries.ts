/** What the room reads: conversations, messages of a branch, collections, models, what is left of the quota. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";

export type Conversation = Schema<"ConversationOut">;
export type Message = Schema<"MessageOut">;
export type Source = Schema<"SourceOut">;
export type Citation = Schema<"CitationOut">;
export type Checks = Partial<Schema<"ChecksOut">>;

const SEARCH_LIMIT = 30;
const LIST_LIMIT = 40;

export const conversationsQuery = (query: string) =>
  infiniteQueryOptions({
    queryKey: ["chat", "conversations", query],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/conversations", {
          params: { query: { limit: query ? SEARCH_LIMIT : LIST_LIMIT, cursor: pageParam, query: query || undefined } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const pinnedQuery = queryOptions({
  queryKey: ["chat", "conversations", "pinned"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/conversations", { params: { query: { pinned: true, limit: 200 } } }))).items,
});

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["chat", "conversation", id],
    queryFn: () => unwrap(api.GET("/api/v1/conversations/{conversation_id}", { params: { path: { conversation_id: id } } })),
  });

/** The branch in use; page 0 is its end, each further page what was said before. */
export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["chat", "messages", id],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: id }, query: { limit: 60, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const collectionsQuery = queryOptions({
  queryKey: ["chat", "collections"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/collections"))).items,
});

/** Which models may answer here, and why none does where that is so. */
export const modelsQuery = (conversationId: string | null) =>
  queryOptions({
    queryKey: ["chat", "models", conversationId],
    queryFn: () => unwrap(api.GET("/api/v1/models", { params: { query: { conversationId: conversationId ?? undefined } } })),
    staleTime: 60_000,
  });

export const suggestionsQuery = (messageId: string) =>
  queryOptions({
    queryKey: ["chat", "suggestions", messageId],
    queryFn: async () => (await unwrap(api.POST("/api/v1/messages/{message_id}/suggestions", { params: { path: { message_id: messageId } } }))).items,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const usageQuery = queryOptions({
  queryKey: ["chat", "usage"],
  queryFn: () => unwrap(api.GET("/api/v1/me/usage")),
});

/** The passages before and behind one. */
export const surroundingsQuery = (documentId: string, chunkId: string) =>
  queryOptions({
    queryKey: ["chat", "surroundings", documentId, chunkId],
    queryFn: async () =>
      (
        await unwrap(
          api.GET("/api/v1/documents/{document_id}/chunks", {
            params: { path: { document_id: documentId }, query: { around: chunkId, limit: 9 } },
          }),
        )
      ).items,
  });
