/** Confirm a new e-mail address. */

import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";

import { MailLink } from "./mail-link";

export default function ConfirmEmail() {
  const { t } = useTranslation("people");
  return (
    <MailLink
      title={t("confirm-email.title")}
      what={t("confirm-email.what")}
      button={t("verify.button")}
      send={(token) => unwrap(api.POST("/api/v1/auth/email/confirm", { body: { token } }))}
      done={({ email }) => t("confirm-email.done", { email })}
    />
  );
}
