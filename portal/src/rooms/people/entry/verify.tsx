/** Confirm the e-mail of a new account. */

import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";

import { MailLink } from "./mail-link";

export default function Verify() {
  const { t } = useTranslation("people");
  return (
    <MailLink
      title={t("verify.title")}
      what={t("verify.what")}
      button={t("verify.button")}
      send={(token) => unwrap(api.POST("/api/v1/auth/verify", { body: { token } }))}
      done={({ state }) => t(state === "waiting" ? "verify.waiting" : "verify.done")}
    />
  );
}
