/** Set a new password by the link of a mail. */

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";

import { MailLink } from "./mail-link";
import { NewPassword } from "./new-password";

export default function Reset() {
  const { t } = useTranslation("people");
  const [password, setPassword] = useState("");
  return (
    <MailLink
      title={t("reset.title")}
      what={t("reset.what")}
      button={t("reset.button")}
      send={(token) => unwrap(api.POST("/api/v1/auth/password/reset", { body: { token, password } }))}
      done={() => t("reset.done")}
    >
      <NewPassword value={password} onChange={setPassword} />
    </MailLink>
  );
}
