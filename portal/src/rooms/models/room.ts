/** Models: which of them may be asked for what, what they may see, and what they cost. */

import IconCoins from "@tabler/icons-react/dist/esm/icons/IconCoins.mjs";
import IconCpu from "@tabler/icons-react/dist/esm/icons/IconCpu.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "models",
  routes: [
    { path: "/models", title: { en: "Models", ko: "모델" }, page: () => import("./providers/providers"), needs: "operate" },
    { path: "/models/routes", title: { en: "Order of models", ko: "모델 순서" }, page: () => import("./routes/routes"), needs: "operate" },
    { path: "/models/policy", title: { en: "What may leave", ko: "내보내기 정책" }, page: () => import("./routes/policy"), needs: "operate" },
    { path: "/costs", title: { en: "Costs", ko: "비용" }, page: () => import("./costs/spend"), needs: "spending" },
    { path: "/costs/budgets", title: { en: "Budgets", ko: "예산" }, page: () => import("./costs/budgets"), needs: "spending" },
    { path: "/costs/prices", title: { en: "Prices", ko: "가격" }, page: () => import("./costs/prices"), needs: "operate" },
  ],
  nav: [
    { to: "/models", label: { en: "Models", ko: "모델" }, icon: IconCpu, section: "answers", order: 10, needs: "operate" },
    { to: "/costs", label: { en: "Costs", ko: "비용과 예산" }, icon: IconCoins, section: "answers", order: 50, needs: "spending" },
  ],
};
