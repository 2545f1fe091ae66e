/** People: who they are, how they come in, what they may do. */

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "people",
  routes: [
    {
      path: "/sign-in",
      title: { en: "Sign in", ko: "로그인" },
      page: () => import("./sign-in"),
      access: "visitor",
      frame: "plain",
    },
    {
      path: "/home",
      title: { en: "Home", ko: "홈" },
      page: () => import("./home"),
    },
  ],
};
