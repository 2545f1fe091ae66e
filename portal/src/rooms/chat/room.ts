/** Chat: questions to the documents, answers with their sources, and everything that was said before. */

import IconMessageCircle from "@tabler/icons-react/dist/esm/icons/IconMessageCircle.mjs";

import type { Room } from "@/shell/rooms";

const title = { en: "Chat", ko: "대화" };

export const room: Room = {
  name: "chat",
  routes: [
    { path: "/chat", title, page: () => import("./page"), access: "guest", frame: "full" },
    { path: "/chat/$conversationId", title, page: () => import("./page"), access: "guest", frame: "full" },
    {
      path: "/shared",
      title: { en: "Shared conversation", ko: "공유된 대화" },
      page: () => import("./share/shared"),
      access: "public",
      frame: "plain",
    },
  ],
  nav: [{ to: "/chat", label: title, icon: IconMessageCircle, section: "work", order: 10 }],
  start: { path: "/chat", order: 20 },
};
