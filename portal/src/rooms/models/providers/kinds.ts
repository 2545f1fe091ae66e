/** The kinds of providers, as people choose them: a company's own server, or one that speaks as OpenAI's does. */

import type { Offered } from "../data";

export interface Kind {
  /** What the service calls it. */
  kind: string;
  /** Whether an address has to be given; `usual`: there is one that is nearly always right. */
  address: "needed" | "usual" | "fixed";
  key: "needed" | "possible" | "none";
  purposes: Offered["purpose"][];
}

export const KINDS = {
  ollama: { kind: "ollama", address: "usual", key: "none", purposes: ["chat", "embed"] },
  openai: { kind: "openai", address: "fixed", key: "needed", purposes: ["chat", "embed"] },
  anthropic: { kind: "anthropic", address: "fixed", key: "needed", purposes: ["chat"] },
  gemini: { kind: "gemini", address: "fixed", key: "needed", purposes: ["chat", "embed"] },
  compatible: { kind: "openai", address: "needed", key: "possible", purposes: ["chat", "embed", "rerank"] },
} satisfies Record<string, Kind>;

export type Choice = keyof typeof KINDS;
export const CHOICES = Object.keys(KINDS) as Choice[];

/** What a provider of this kind may offer. */
export function purposesOf(kind: string): Offered["purpose"][] {
  return kind === "openai" ? KINDS.compatible.purposes : KINDS[kind as Choice].purposes;
}

const FIRST_NAME: Record<Choice, string> = { ollama: "ollama", openai: "openai", anthropic: "anthropic", gemini: "gemini", compatible: "server" };

/** A name that nobody has yet. */
export function freeName(choice: Choice, taken: string[]): string {
  const first = FIRST_NAME[choice];
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? first : `${first}-${number}`;
    if (!taken.includes(name)) return name;
  }
}

/** An address without what every one has. */
export const addressOf = (address: string) => address.replace(/^https?:\/\//, "");
