/** Publishing: chatbots that are open to the world, on a public page and on other sites. */

import IconWorld from "@tabler/icons-react/dist/esm/icons/IconWorld.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "publishing",
  routes: [
    { path: "/publications", title: { en: "Public chatbots", ko: "공개 챗봇" }, page: () => import("./list"), needs: "workspace" },
    { path: "/publications/new", title: { en: "New public chatbot", ko: "새 공개 챗봇" }, page: () => import("./create"), needs: "workspace" },
    { path: "/publications/$publicationId", title: { en: "Public chatbot", ko: "공개 챗봇" }, page: () => import("./edit"), needs: "workspace" },
    { path: "/join", title: { en: "Keep your conversation", ko: "대화 이어 가기" }, page: () => import("./join"), access: "public", frame: "plain" },
  ],
  nav: [{ to: "/publications", label: { en: "Public chatbots", ko: "공개 챗봇" }, icon: IconWorld, section: "answers", order: 60, needs: "workspace" }],
};
