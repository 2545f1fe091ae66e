/** The one-time owner link: the first account, or only this browser. */

import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ApiError } from "@/api/errors";
import { arrive } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";
import { Sentence } from "@/ui/sentence";

import { Card } from "./card";
import { useLinkToken } from "./link-token";
import { NewPassword } from "./new-password";

export default function Claim() {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const token = useLinkToken();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const claim = useMutation({
    mutationFn: (account: boolean) =>
      unwrap(api.POST("/api/v1/auth/claim", { body: account ? { token, email, password, name: name.trim() || null } : { token } })),
    onSuccess: async () => {
      await arrive();
      await navigate({ to: "/", replace: true });
    },
  });
  const spent = claim.error instanceof ApiError && claim.error.code === "LINK_NOT_VALID";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    claim.mutate(true);
  };

  if (!token) {
    return (
      <Card title={t("claim.title")} what={t("link.missing")}>
        <Text mb="md">
          <Sentence text={t("claim.again")} />
        </Text>
        <Anchor component={Link} to="/">
          {t("link.on")}
        </Anchor>
      </Card>
    );
  }
  return (
    <Card title={t("claim.title")} what={t("claim.what")}>
      <form onSubmit={submit}>
        <Stack>
          {spent ? null : (
            <>
              <TextInput label={t("email")} type="email" autoComplete="username" maxLength={254} required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
              <TextInput label={t("name")} autoComplete="name" maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
              <NewPassword value={password} onChange={setPassword} />
            </>
          )}
          {claim.error ? <ErrorNote error={claim.error} /> : null}
          {spent ? null : (
            <>
              <Button type="submit" size="md" fullWidth loading={claim.isPending && claim.variables}>
                {t("claim.button")}
              </Button>
              <Text size="sm" c="dimmed">
                {t("claim.only-browser.what")}{" "}
                <Anchor component="button" type="button" size="sm" onClick={() => claim.mutate(false)}>
                  {t("claim.only-browser")}
                </Anchor>
              </Text>
            </>
          )}
        </Stack>
      </form>
    </Card>
  );
}
