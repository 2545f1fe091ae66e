/** What this person should know now: each room tells of what it knows, and nothing is stored. */

import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";

import { currentLanguage, loadTexts } from "./language";
import { type Notice, type NoticeSource, type Room, rooms } from "./rooms";
import { holds, type Me, useMe } from "./session";

const AGAIN_MS = 60_000;
const WEIGHT = { bad: 0, wary: 1, quiet: 2 };

export interface Notices {
  all: Notice[];
  /** Sources that could not be read just now. */
  unread: number;
}

export function useNotices() {
  const me = useMe();
  return useQuery({
    queryKey: ["notices", currentLanguage(), me?.account?.id, me?.workspaceId],
    enabled: me !== null,
    refetchInterval: AGAIN_MS,
    queryFn: () => readAll(me),
  });
}

/** How many of them want something done. */
export const pressing = (notices?: Notices): number => notices?.all.filter(({ tone }) => tone !== "quiet").length ?? 0;

async function readAll(me: Me | null): Promise<Notices> {
  const told = await Promise.all(rooms.filter((room) => room.notices).map((room) => readRoom(room, me)));
  const settled = told.flat();
  const all = settled.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  return { all: all.toSorted((a, b) => WEIGHT[a.tone] - WEIGHT[b.tone]), unread: settled.filter(({ status }) => status === "rejected").length };
}

async function readRoom(room: Room, me: Me | null): Promise<PromiseSettledResult<Notice[]>[]> {
  const [module] = await Promise.allSettled([Promise.all([room.notices?.(), loadTexts(room.name)])]);
  if (module.status === "rejected") return [module];
  const sources: NoticeSource[] = module.value[0]?.sources ?? [];
  const t = i18next.getFixedT(currentLanguage(), room.name);
  return Promise.allSettled(sources.filter(({ needs }) => !needs || holds(me, needs)).map(({ read }) => read(t)));
}
