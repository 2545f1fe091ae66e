/** What is being edited: a publication as the form holds it, and as it is sent. */

import type { Schema } from "@/api/client";

import type { Publication } from "./queries";

export type Wanted = Schema<"PublicationIn">;

/** The form's state. Origins and questions are lines of text while they are typed. */
export interface Draft extends Omit<Required<Wanted>, "origins" | "suggestions" | "slug" | "greeting"> {
  greeting: string;
  origins: string;
  suggestions: string;
  slug: string;
}

export const FRESH: Draft = {
  name: "",
  collectionIds: [],
  face: "chat",
  greeting: "",
  suggestions: "",
  languages: ["ko", "en"],
  accent: "#3b5bdb",
  scheme: "auto",
  tier: "guest",
  origins: "",
  widget: true,
  page: false,
  slug: "",
  crawlers: "none",
  questionsPerDay: 200,
  identity: "off",
};

export const draftOf = (kept: Publication): Draft => ({
  name: kept.name,
  collectionIds: kept.collectionIds,
  face: kept.face as Draft["face"],
  greeting: kept.greeting,
  suggestions: kept.suggestions.join("\n"),
  languages: kept.languages as Draft["languages"],
  accent: kept.accent,
  scheme: kept.scheme as Draft["scheme"],
  tier: kept.tier,
  origins: kept.origins.join("\n"),
  widget: kept.widget,
  page: kept.page,
  slug: kept.slug ?? "",
  crawlers: kept.crawlers,
  questionsPerDay: kept.questionsPerDay,
  identity: kept.identity,
});

export const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean);

export const wantedOf = (draft: Draft): Wanted => ({
  ...draft,
  suggestions: lines(draft.suggestions),
  origins: lines(draft.origins),
  slug: draft.slug.trim() || null,
});
