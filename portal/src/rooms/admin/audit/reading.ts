/** Reading the trail: what is asked for, and names for those who acted. */

import { infiniteQueryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";

import { type Entry, flat, membersQuery } from "../data";

export interface Asked {
  action?: string;
  outcome?: "done" | "refused" | "failed";
  account?: string;
  object?: string;
  /** Days, as `2026-11-21`. */
  since?: string;
  until?: string;
  everywhere?: boolean;
}

const DAY_MS = 86_400_000;
const PAGE = 50;

/** The first moment of a day here, or of the one after it. */
export function momentOf(day: string | undefined, after = false): string | undefined {
  const start = day ? new Date(`${day}T00:00:00`) : undefined;
  if (!start || Number.isNaN(start.getTime())) return undefined;
  return new Date(start.getTime() + (after ? DAY_MS : 0)).toISOString();
}

export const entriesQuery = ({ since, until, ...rest }: Asked) =>
  infiniteQueryOptions({
    queryKey: ["admin", "entries", { ...rest, since, until }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/audit/entries", {
          params: { query: { ...rest, since: momentOf(since), until: momentOf(until, true), cursor: pageParam, limit: PAGE } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (former) => former,
  });

/** Every act by its title, for a choice; also one that is asked for by the address and unknown here. */
export function useActions(asked: string | undefined): { value: string; label: string }[] {
  const { data } = useQuery({ queryKey: ["admin", "audit-actions"], queryFn: () => unwrap(api.GET("/api/v1/audit/actions")) });
  const known = (data?.items ?? []).map(({ action, title }) => ({ value: action, label: title })).toSorted((one, other) => one.label.localeCompare(other.label));
  return !asked || known.some(({ value }) => value === asked) ? known : [{ value: asked, label: asked }, ...known];
}

export const flatEntries = (data: Parameters<typeof flat<Entry>>[0]) => flat<Entry>(data);

/** What an entry is about, in short: the words of its details. */
export const actOf = (entry: Entry): string => {
  const details = Object.entries(entry.details).map(([name, value]) => `${name}: ${String(value)}`);
  return [entry.action, ...details].join(" · ");
};

/** Who did it, by name where the person is a member here. */
export function useNames() {
  const { t } = useTranslation("admin");
  const me = useMe();
  const members = flat(useInfiniteQuery(membersQuery).data) ?? [];
  const names = new Map(members.map((each) => [each.accountId, each.name || each.email || ""]));
  const nameOf = ({ by }: Entry): string => {
    if (by.accountId && by.accountId === me?.account?.id) return me.account.name || me.account.email || t("audit.you");
    if (by.accountId) return names.get(by.accountId) || t("audit.account", { id: by.accountId.slice(0, 8) });
    return t(`actor.${by.kind}`, { defaultValue: by.kind });
  };
  return { nameOf, people: [...names].filter(([, name]) => name) };
}
