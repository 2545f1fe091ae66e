/** What the navigation shows to this person: entries of all rooms, in parts. */

import { type NavEntry, rooms } from "./rooms";
import { holds, type Me } from "./session";

const SECTIONS = ["work", "answers", "service", "self"] as const;

export interface NavSection {
  name: (typeof SECTIONS)[number];
  entries: NavEntry[];
}

export function sectionsFor(me: Me | null): NavSection[] {
  const allowed = rooms.flatMap((room) => room.nav ?? []).filter((entry) => !entry.needs || holds(me, entry.needs));
  return SECTIONS.map((name) => ({
    name,
    entries: allowed.filter((entry) => entry.section === name).toSorted((a, b) => a.order - b.order),
  })).filter(({ entries }) => entries.length > 0);
}
