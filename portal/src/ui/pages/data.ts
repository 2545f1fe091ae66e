/** What is asked of a page of a PDF: its measures with the places of a passage on it, and its picture. */

import { queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { errorOf } from "@/api/errors";

export type PageFacts = Schema<"DocumentPageOut">;

/** A passage by its id, and which characters of the document's text are marked; without them all of it. */
export interface Sought {
  passage: string;
  start?: number;
  end?: number;
}

const KEPT_MS = 60_000;

export const pageQuery = (documentId: string, page: number, sought: Sought | null) =>
  queryOptions({
    queryKey: ["pages", documentId, page, sought?.passage ?? null, sought?.start ?? null, sought?.end ?? null],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/documents/{document_id}/pages/{page}", { params: { path: { document_id: documentId, page }, query: { ...sought } }, signal })),
  });

export const pictureQuery = (documentId: string, version: number, page: number) =>
  queryOptions({
    queryKey: ["page-pictures", documentId, version, page],
    queryFn: async ({ signal }): Promise<Blob> => {
      const { data, error, response } = await api.GET("/api/v1/documents/{document_id}/pages/{page}/picture", {
        params: { path: { document_id: documentId, page }, query: { version } },
        parseAs: "blob",
        signal,
      });
      if (!response.ok || data === undefined) throw errorOf(response.status, error);
      return data as unknown as Blob;
    },
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  });

/** Whether a document is a PDF. */
export const isPdfQuery = (documentId: string) =>
  queryOptions({
    queryKey: ["pages", "format", documentId],
    queryFn: async () => (await unwrap(api.GET("/api/v1/documents/{document_id}", { params: { path: { document_id: documentId } } }))).format === "pdf",
    staleTime: 5 * KEPT_MS,
  });
