/** Which browser on which system, as far as it says so; null where it says nothing that people know. */

const BROWSERS: [RegExp, string][] = [
  [/Whale\//, "Whale"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/(?:Headless)?Chrom(?:e|ium)\//, "Chrome"],
  [/Version\/.*Safari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Macintosh/, "macOS"],
  [/Linux|X11/, "Linux"],
];

const named = (agent: string, among: [RegExp, string][]) => among.find(([sign]) => sign.test(agent))?.[1];

export function deviceOf(agent: string | null): string | null {
  if (!agent) return null;
  const parts = [named(agent, BROWSERS), named(agent, SYSTEMS)].filter((part) => part !== undefined);
  return parts.length ? parts.join(" · ") : agent.slice(0, 60);
}
