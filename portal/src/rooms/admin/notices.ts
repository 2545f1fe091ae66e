/** What those who run the service should know: parts that do not work, work that failed, people who wait to be let in. */

import type { TFunction } from "i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import type { Notice, NoticeSource } from "@/shell/rooms";
import { formatCounted } from "@/ui/format";

import { healthQuery } from "./jobs/reading";

const MOST = 50;

export const sources: NoticeSource[] = [
  { needs: "jobs:read", read: parts },
  { needs: "jobs:read", read: failures },
  { needs: "accounts", read: waiting },
];

async function parts(): Promise<Notice[]> {
  const { parts: all } = await queryClient.fetchQuery(healthQuery);
  return all
    .filter(({ state }) => state !== "ready")
    .map(({ name, state, reason }) => ({ id: `part ${name}`, tone: state === "failed" ? "bad" : "wary", text: reason ?? name, to: "/jobs/health" }));
}

async function failures(t: TFunction): Promise<Notice[]> {
  const { items, nextCursor } = await unwrap(api.GET("/api/v1/jobs", { params: { query: { status: "failed", limit: MOST } } }));
  return counted(items.length, nextCursor !== null, (count, shown) => ({ id: "failures", tone: "wary", text: t("notices.failures", { count, shown }), to: "/jobs" }));
}

async function waiting(t: TFunction): Promise<Notice[]> {
  const { items, nextCursor } = await unwrap(api.GET("/api/v1/accounts", { params: { query: { state: "waiting", limit: MOST } } }));
  return counted(items.length, nextCursor !== null, (count, shown) => ({ id: "waiting", tone: "wary", text: t("notices.waiting", { count, shown }), to: "/accounts" }));
}

const counted = (count: number, isMore: boolean, notice: (count: number, shown: string) => Notice): Notice[] =>
  count ? [notice(count, formatCounted(count, isMore))] : [];
