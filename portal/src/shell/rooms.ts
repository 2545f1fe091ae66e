/** The rooms of the portal: each says in its `room.ts` which pages it has, who may open them, and what the navigation shows. */

import type { Icon } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { FunctionComponent } from "react";

import type { Bilingual } from "./language";

export interface RoomRoute {
  /** Path with `$names`, as in `/documents/$documentId`. */
  path: string;
  title: Bilingual;
  /** The page, in a chunk of its own. */
  page: () => Promise<{ default: FunctionComponent }>;
  /** `public`: for everybody; `visitor`: only for who is not signed in; `guest`: also for guests; else for people who are signed in. */
  access?: "public" | "visitor" | "guest" | "signed-in";
  /** The scope that is needed (docs/reference/api.md), as `members`. */
  needs?: string;
  /** `plain`: without navigation, as sign-in; `full`: the page fills the frame and scrolls by itself. */
  frame?: "plain" | "full";
}

export interface NavEntry {
  to: string;
  label: Bilingual;
  icon: Icon;
  /** Which part of the navigation; within it by `order`. */
  section: "work" | "answers" | "service" | "self";
  order: number;
  needs?: string;
}

/** What somebody should know now, as long as it is so. */
export interface Notice {
  id: string;
  tone: "bad" | "wary" | "quiet";
  text: string;
  /** Where it is mended. */
  to: string;
}

export interface NoticeSource {
  needs?: string;
  /** `t`: the texts of the room. */
  read: (t: TFunction) => Promise<Notice[]>;
}

export interface Room {
  /** Folder and namespace of the texts. */
  name: string;
  routes: RoomRoute[];
  nav?: NavEntry[];
  notices?: () => Promise<{ sources: NoticeSource[] }>;
  /** Where `/` leads; the highest number wins, of those for whom `when` holds. */
  start?: { path: string; order: number; when?: () => Promise<boolean> };
}

const found = import.meta.glob<Room>("../rooms/*/room.ts", { eager: true, import: "room" });

export const rooms: Room[] = Object.values(found).toSorted((a, b) => a.name.localeCompare(b.name));

export async function startPath(): Promise<string> {
  for (const { path, when } of rooms.flatMap((room) => room.start ?? []).toSorted((a, b) => b.order - a.order)) {
    if (!when || (await when())) return path;
  }
  return "/home";
}
