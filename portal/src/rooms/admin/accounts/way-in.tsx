/** Help somebody who cannot sign in: a mail with which they set a new password, or a link to hand over. */

import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { proving } from "@/shell/step-up";
import { ErrorNote } from "@/ui/error-note";

import type { Account } from "../data";
import classes from "../parts/admin.module.css";
import { Secret } from "../parts/secret";

export function WayIn({ account }: { account: Account }) {
  const { t } = useTranslation("admin");
  // A link is the key to the account: the service gives it to the operator of the machine, and to nobody else.
  const onMachine = useMe()?.kind === "operator";
  const purpose = account.state === "pending" ? "verify" : "reset";
  const path = { params: { path: { account_id: account.id } } };
  const mail = useMutation({ mutationFn: () => proving(() => unwrap(api.POST("/api/v1/accounts/{account_id}/reset", path))) });
  const link = useMutation({ mutationFn: () => unwrap(api.POST("/api/v1/accounts/{account_id}/links", { ...path, body: { purpose } })) });
  if (account.state !== "active" && account.state !== "pending") return null;
  const mailable = purpose === "reset";
  return (
    <section className={classes.section}>
      <h2>{t(`way-in.${purpose}`)}</h2>
      <p>{t(`way-in.${purpose}.what`)}</p>
      <Stack gap="sm">
        {link.data ? <Secret what={t("way-in.link")} text={link.data.link} onDone={() => link.reset()} /> : null}
        <Group>
          {mailable ? (
            <Button variant="default" loading={mail.isPending} onClick={() => mail.mutate()}>
              {t("way-in.mail")}
            </Button>
          ) : null}
          {onMachine && !link.data ? (
            <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>
              {t("way-in.show-link")}
            </Button>
          ) : null}
        </Group>
        <div role="status">{mail.data ? <Text>{t(mail.data.delivery === "mail" ? "way-in.mailed" : "way-in.no-mail")}</Text> : null}</div>
        {onMachine || !account.email || (mailable && mail.data?.delivery !== "operator") ? null : (
          <>
            <Text size="sm">{t("way-in.command")}</Text>
            <Code block tabIndex={0} className={classes.secret}>
              {`nullus users link ${account.email} --for ${purpose}`}
            </Code>
          </>
        )}
        {(mail.error ?? link.error) ? <ErrorNote error={mail.error ?? link.error} /> : null}
      </Stack>
    </section>
  );
}
