/** Insight: what is asked in a workspace, whether it is answered, how fast, what it costs, and what is missing. */

import IconChartBar from "@tabler/icons-react/dist/esm/icons/IconChartBar.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "insight",
  routes: [
    { path: "/insight", title: { en: "Insight", ko: "인사이트" }, page: () => import("./insight"), needs: "spending" },
    { path: "/insight/gaps", title: { en: "Questions without an answer", ko: "답하지 못한 질문" }, page: () => import("./gaps"), needs: "workspace" },
  ],
  notices: () => import("./notices"),
  nav: [{ to: "/insight", label: { en: "Insight", ko: "인사이트" }, icon: IconChartBar, section: "answers", order: 50, needs: "spending" }],
};
