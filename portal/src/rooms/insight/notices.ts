/** What those who look after the documents should know: questions that nothing answered. */

import type { TFunction } from "i18next";

import { api, unwrap } from "@/api/client";
import type { Notice, NoticeSource } from "@/shell/rooms";
import { formatCounted } from "@/ui/format";

const MOST = 50;

export const sources: NoticeSource[] = [{ needs: "workspace", read: gaps }];

async function gaps(t: TFunction): Promise<Notice[]> {
  const { items, nextCursor } = await unwrap(api.GET("/api/v1/gaps", { params: { query: { limit: MOST } } }));
  if (!items.length) return [];
  const shown = formatCounted(items.length, nextCursor !== null);
  return [{ id: "gaps", tone: "quiet", text: t("notices.gaps", { count: items.length, shown }), to: "/insight/gaps" }];
}
