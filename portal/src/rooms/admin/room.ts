/** Administration: the people of a workspace, the accounts of the service, tiers, background work, the audit trail, the settings. */

import IconActivity from "@tabler/icons-react/dist/esm/icons/IconActivity.mjs";
import IconBuilding from "@tabler/icons-react/dist/esm/icons/IconBuilding.mjs";
import IconFileCheck from "@tabler/icons-react/dist/esm/icons/IconFileCheck.mjs";
import IconGauge from "@tabler/icons-react/dist/esm/icons/IconGauge.mjs";
import IconIdBadge2 from "@tabler/icons-react/dist/esm/icons/IconIdBadge2.mjs";
import IconSettings from "@tabler/icons-react/dist/esm/icons/IconSettings.mjs";
import IconUsers from "@tabler/icons-react/dist/esm/icons/IconUsers.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "admin",
  routes: [
    { path: "/people", title: { en: "Members", ko: "구성원" }, page: () => import("./people/members"), needs: "members" },
    { path: "/people/invitations", title: { en: "Invitations", ko: "초대" }, page: () => import("./people/invitations"), needs: "members" },
    { path: "/people/groups", title: { en: "Groups", ko: "그룹" }, page: () => import("./people/groups"), needs: "members" },
    { path: "/people/programs", title: { en: "Service accounts", ko: "서비스 계정" }, page: () => import("./people/programs"), needs: "members" },
    { path: "/people/guests", title: { en: "Guests", ko: "게스트" }, page: () => import("./people/guests"), needs: "members" },
    { path: "/accounts", title: { en: "Accounts", ko: "계정" }, page: () => import("./accounts/accounts"), needs: "accounts" },
    { path: "/accounts/sign-up", title: { en: "Signing up", ko: "가입 방식" }, page: () => import("./accounts/sign-up-policy"), needs: "accounts" },
    { path: "/accounts/providers", title: { en: "Identity providers", ko: "외부 로그인" }, page: () => import("./accounts/providers"), needs: "operate" },
    { path: "/tiers", title: { en: "Tiers and limits", ko: "등급과 한도" }, page: () => import("./tiers/tiers"), needs: "tiers" },
    { path: "/tiers/$name", title: { en: "Tier", ko: "등급" }, page: () => import("./tiers/tier"), needs: "tiers" },
    { path: "/workspaces", title: { en: "Workspaces", ko: "워크스페이스" }, page: () => import("./workspaces/workspaces"), needs: "account" },
    { path: "/jobs", title: { en: "Background work", ko: "백그라운드 작업" }, page: () => import("./jobs/jobs"), needs: "jobs:read" },
    { path: "/jobs/health", title: { en: "Health", ko: "상태" }, page: () => import("./jobs/health"), needs: "jobs:read" },
    { path: "/audit", title: { en: "Audit trail", ko: "감사 기록" }, page: () => import("./audit/entries"), needs: "audit" },
    { path: "/audit/proof", title: { en: "Verify and export", ko: "검증과 내보내기" }, page: () => import("./audit/proof"), needs: "audit" },
    { path: "/settings", title: { en: "Settings", ko: "설정" }, page: () => import("./settings/settings"), needs: "operate" },
  ],
  notices: () => import("./notices"),
  nav: [
    { to: "/people", label: { en: "People", ko: "구성원과 초대" }, icon: IconUsers, section: "service", order: 10, needs: "members" },
    { to: "/accounts", label: { en: "Accounts", ko: "계정" }, icon: IconIdBadge2, section: "service", order: 20, needs: "accounts" },
    { to: "/tiers", label: { en: "Tiers and limits", ko: "등급과 한도" }, icon: IconGauge, section: "service", order: 30, needs: "tiers" },
    { to: "/workspaces", label: { en: "Workspaces", ko: "워크스페이스" }, icon: IconBuilding, section: "service", order: 40, needs: "account" },
    { to: "/jobs", label: { en: "Jobs and health", ko: "작업과 상태" }, icon: IconActivity, section: "service", order: 50, needs: "jobs:read" },
    { to: "/audit", label: { en: "Audit trail", ko: "감사 기록" }, icon: IconFileCheck, section: "service", order: 60, needs: "audit" },
    { to: "/settings", label: { en: "Settings", ko: "설정" }, icon: IconSettings, section: "service", order: 70, needs: "operate" },
  ],
};
