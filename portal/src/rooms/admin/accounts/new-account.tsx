/** Make an account for somebody; the person sets the password. */

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { DialogForm } from "@/ui/dialog-form";

import { changed, type Role } from "../data";
import { RoleChoice, TierChoice } from "../parts/choices";

export function NewAccount({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [tier, setTier] = useState("stargazer");
  const make = async () => {
    await proving(() => unwrap(api.POST("/api/v1/accounts", { body: { email: email.trim(), name: name.trim() || null, role, tier } })));
    await changed("accounts", "members", "tiers");
  };
  return (
    <DialogForm onClose={onClose} action={t("accounts.make")} onSubmit={make} disabled={!email.trim()}>
      <p>{t("accounts.new.what")}</p>
      <TextInput label={t("email")} type="email" maxLength={254} value={email} onChange={(event) => setEmail(event.currentTarget.value)} data-autofocus />
      <TextInput label={t("name")} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <RoleChoice value={role} onChange={setRole} />
      <TierChoice label={t("tier")} value={tier} onChange={setTier} />
    </DialogForm>
  );
}
