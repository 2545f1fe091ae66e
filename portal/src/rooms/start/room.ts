/** First steps: from an empty service to the first cited answer. */

import IconRocket from "@tabler/icons-react/dist/esm/icons/IconRocket.mjs";

import type { Room } from "@/shell/rooms";

import { isFirstRun } from "./first-run";

export const room: Room = {
  name: "start",
  routes: [
    {
      path: "/start",
      title: { en: "First steps", ko: "처음 설정" },
      page: () => import("./start"),
      needs: "documents:write",
    },
  ],
  nav: [{ to: "/start", label: { en: "First steps", ko: "처음 설정" }, icon: IconRocket, section: "service", order: 90, needs: "operate" }],
  start: { path: "/start", order: 100, when: isFirstRun },
};
