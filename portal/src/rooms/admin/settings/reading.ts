/** The settings of the operator as the service tells them, and how they are looked through. */

import { queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import type { Language } from "@/shell/language";

export type Settings = Schema<"SettingsOut">;
export type Setting = Schema<"SettingOut">;

/** In the asker's language: meanings and titles are words of the service. */
export const settingsQuery = (language: Language) =>
  queryOptions({
    queryKey: ["admin", "settings", language],
    queryFn: () => unwrap(api.GET("/api/v1/settings")),
  });

/** Those in which every word that was typed stands, in name, meaning, group or value. */
export function found(settings: Setting[], typed: string, onlyChanged: boolean): Setting[] {
  const words = typed.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  return settings.filter((each) => {
    if (onlyChanged && !each.changed) return false;
    const text = [each.name, each.about, each.title, each.value ?? ""].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export interface SettingGroup {
  group: string;
  title: string;
  items: Setting[];
}

export function grouped(settings: Setting[]): SettingGroup[] {
  const groups = new Map<string, SettingGroup>();
  for (const each of settings) {
    const known = groups.get(each.group);
    if (known) known.items.push(each);
    else groups.set(each.group, { group: each.group, title: each.title, items: [each] });
  }
  return [...groups.values()];
}
