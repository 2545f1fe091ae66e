/** How the state of an account looks. */

export const TONES: Record<string, "good" | "wary" | "bad" | "busy"> = { active: "good", waiting: "wary", pending: "busy", suspended: "bad" };
