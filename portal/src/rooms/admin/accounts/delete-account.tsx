/** Delete an account with everything of the person, after its address was typed. */

import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { ConfirmByName } from "@/ui/confirm-by-name";

import { type Account, changed } from "../data";
import classes from "../parts/admin.module.css";

export function DeleteAccount({ account, onGone }: { account: Account; onGone: () => void }) {
  const { t } = useTranslation("admin");
  const [asking, setAsking] = useState(false);
  const [withDocuments, setWithDocuments] = useState(false);
  if (!account.email) return null;
  return (
    <section className={classes.section}>
      <h2>{t("accounts.delete")}</h2>
      <p>{t("accounts.delete.what")}</p>
      <Checkbox mb="md" label={t("accounts.delete.documents")} checked={withDocuments} onChange={(event) => setWithDocuments(event.currentTarget.checked)} />
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("accounts.delete")}
      </Button>
      <ConfirmByName
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("accounts.delete")}
        what={t(withDocuments ? "accounts.delete.all" : "accounts.delete.kept")}
        name={account.email}
        action={t("delete")}
        onConfirm={async () => {
          const body = { email: account.email, documents: withDocuments ? ("delete" as const) : ("keep" as const) };
          await proving(() => unwrap(api.DELETE("/api/v1/accounts/{account_id}", { params: { path: { account_id: account.id } }, body })));
          await changed("accounts", "members", "tiers");
          onGone();
        }}
      />
    </section>
  );
}
