/** Library: collections and their documents, reading them, searching them. */

import IconBooks from "@tabler/icons-react/dist/esm/icons/IconBooks.mjs";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "library",
  routes: [
    {
      path: "/collections",
      title: { en: "Documents", ko: "문서" },
      page: () => import("./collections"),
      needs: "documents:read",
    },
    {
      path: "/collections/$collectionId",
      title: { en: "Collection", ko: "컬렉션" },
      page: () => import("./collection"),
      needs: "documents:read",
    },
    {
      path: "/documents/$documentId",
      title: { en: "Document", ko: "문서" },
      page: () => import("./document"),
      access: "guest",
      needs: "documents:read",
    },
    {
      path: "/search",
      title: { en: "Search", ko: "검색" },
      page: () => import("./search"),
      needs: "search",
    },
  ],
  notices: () => import("./notices"),
  nav: [
    { to: "/collections", label: { en: "Documents", ko: "문서" }, icon: IconBooks, section: "work", order: 20, needs: "documents:read" },
    { to: "/search", label: { en: "Search", ko: "검색" }, icon: IconSearch, section: "work", order: 30, needs: "search" },
  ],
  start: { path: "/collections", order: 10 },
};
