/** Evaluation: golden questions, the runs that ask them, and two runs side by side. */

import IconChecklist from "@tabler/icons-react/dist/esm/icons/IconChecklist.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "evaluation",
  routes: [
    { path: "/evaluation", title: { en: "Evaluation", ko: "평가" }, page: () => import("./runs/runs"), needs: "documents:read" },
    { path: "/evaluation/new", title: { en: "New evaluation", ko: "새 평가" }, page: () => import("./runs/start"), needs: "documents:write" },
    { path: "/evaluation/questions", title: { en: "Golden questions", ko: "기준 질문" }, page: () => import("./golden/questions"), needs: "documents:read" },
    { path: "/evaluation/compare", title: { en: "Two evaluations", ko: "평가 비교" }, page: () => import("./comparison/compare"), needs: "documents:read" },
    { path: "/evaluation/$evaluationId", title: { en: "Evaluation", ko: "평가" }, page: () => import("./runs/run"), needs: "documents:read" },
  ],
  nav: [{ to: "/evaluation", label: { en: "Evaluation", ko: "평가" }, icon: IconChecklist, section: "answers", order: 40, needs: "documents:read" }],
};
