/** People: who they are, how they come in, what they may do. */

import IconKey from "@tabler/icons-react/dist/esm/icons/IconKey.mjs";
import IconShieldLock from "@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs";
import IconUser from "@tabler/icons-react/dist/esm/icons/IconUser.mjs";

import type { Room } from "@/shell/rooms";

export const room: Room = {
  name: "people",
  routes: [
    { path: "/sign-in", title: { en: "Sign in", ko: "로그인" }, page: () => import("./entry/sign-in"), access: "visitor", frame: "plain" },
    { path: "/sign-up", title: { en: "Create an account", ko: "계정 만들기" }, page: () => import("./entry/sign-up"), access: "visitor", frame: "plain" },
    { path: "/invitation", title: { en: "Invitation", ko: "초대" }, page: () => import("./entry/invitation"), access: "public", frame: "plain" },
    { path: "/claim", title: { en: "Become the owner", ko: "소유자 등록" }, page: () => import("./entry/claim"), access: "public", frame: "plain" },
    { path: "/verify", title: { en: "Confirm your e-mail", ko: "이메일 확인" }, page: () => import("./entry/verify"), access: "public", frame: "plain" },
    { path: "/email", title: { en: "Confirm your new e-mail", ko: "새 이메일 확인" }, page: () => import("./entry/confirm-email"), access: "public", frame: "plain" },
    { path: "/reset", title: { en: "New password", ko: "새 비밀번호" }, page: () => import("./entry/reset"), access: "public", frame: "plain" },
    { path: "/erased", title: { en: "Deletion of an account", ko: "계정 삭제" }, page: () => import("./entry/erased"), access: "public", frame: "plain" },
    { path: "/home", title: { en: "Home", ko: "홈" }, page: () => import("./home") },
    { path: "/notices", title: { en: "Notices", ko: "알림" }, page: () => import("./notices-page") },
    { path: "/account", title: { en: "Your account", ko: "내 계정" }, page: () => import("./account/profile") },
    { path: "/account/security", title: { en: "Sign-in and security", ko: "로그인과 보안" }, page: () => import("./account/security") },
    { path: "/account/keys", title: { en: "API keys", ko: "API 키" }, page: () => import("./account/keys") },
  ],
  notices: () => import("./notices"),
  nav: [
    { to: "/account", label: { en: "Profile", ko: "프로필" }, icon: IconUser, section: "self", order: 10 },
    { to: "/account/security", label: { en: "Sign-in and security", ko: "로그인과 보안" }, icon: IconShieldLock, section: "self", order: 20 },
    { to: "/account/keys", label: { en: "API keys", ko: "API 키" }, icon: IconKey, section: "self", order: 30 },
  ],
};
