/** Prompts: what is said to models, its versions, and which of them is in use. */

import IconWriting from "@tabler/icons-react/dist/esm/icons/IconWriting.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "prompts",
  routes: [
    { path: "/prompts", title: { en: "Prompts", ko: "프롬프트" }, page: () => import("./prompts"), needs: "operate" },
    { path: "/prompts/$prompt", title: { en: "Prompt", ko: "프롬프트" }, page: () => import("./prompt"), needs: "operate" },
    { path: "/prompts/$prompt/draft", title: { en: "New version", ko: "새 버전" }, page: () => import("./draft"), needs: "operate" },
    { path: "/prompts/$prompt/diff", title: { en: "Two versions", ko: "버전 비교" }, page: () => import("./diff"), needs: "operate" },
    { path: "/prompts/$prompt/versions/$version", title: { en: "Version", ko: "버전" }, page: () => import("./version"), needs: "operate" },
  ],
  nav: [{ to: "/prompts", label: { en: "Prompts", ko: "프롬프트" }, icon: IconWriting, section: "answers", order: 30, needs: "operate" }],
};
