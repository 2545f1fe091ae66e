/** Make an account: openly, with approval, or by an invitation. What is not possible here is said before anything is typed. */

import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { currentLanguage } from "@/shell/language";
import { safeNext } from "@/shell/router";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { Card } from "./card";
import { entranceQuery, NewPassword } from "./new-password";
import { Providers } from "./providers";

export default function SignUp() {
  const { t } = useTranslation("people");
  const { invitation: code } = useSearch({ strict: false }) as { invitation?: string };
  const entrance = useQuery(entranceQuery);
  if (entrance.error) return <ErrorNote error={entrance.error} onRetry={() => void entrance.refetch()} />;
  if (!entrance.data) return <Loading />;
  const { signUp } = entrance.data;
  if (signUp === "closed") return <NotHere what={t("sign-up.closed")} />;
  if (signUp === "invitation" && !code) return <NotHere what={t("sign-up.invitation")} />;
  return <SignUpForm what={signUp === "approval" && !code ? t("sign-up.approval") : t("sign-up.what")} invitation={code} />;
}

function NotHere({ what }: { what: string }) {
  const { t } = useTranslation("people");
  return (
    <Card title={t("sign-up.title")} what={what}>
      <Anchor component={Link} to="/sign-in">
        {t("sign-up.have-one")}
      </Anchor>
    </Card>
  );
}

export function SignUpForm({ what, invitation, title }: { what: string; invitation?: string; title?: string }) {
  const { t } = useTranslation("people");
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const register = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/auth/register", {
          body: {
            email,
            password,
            name: name.trim() || null,
            invitation: invitation ?? null,
            language: currentLanguage(),
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || null,
          },
        }),
      ),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate();
  };

  if (register.data) {
    const mailed = register.data.delivery === "mail";
    return (
      <Card title={t(mailed ? "sign-up.look" : "sign-up.nearly")}>
        <Text role="status">{t(mailed ? "sign-up.mailed" : "sign-up.operator", { email })}</Text>
      </Card>
    );
  }
  return (
    <Card title={title ?? t("sign-up.title")} what={what}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput label={t("email")} type="email" autoComplete="username" maxLength={254} required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          <TextInput label={t("name")} autoComplete="name" maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <NewPassword value={password} onChange={setPassword} />
          {register.error ? <ErrorNote error={register.error} /> : null}
          <Button type="submit" size="md" fullWidth loading={register.isPending}>
            {t("sign-up.button")}
          </Button>
        </Stack>
      </form>
      <Providers next={safeNext(next)} invitation={invitation} />
      <Anchor component={Link} to="/sign-in" size="sm" mt="md" display="block">
        {t("sign-up.have-one")}
      </Anchor>
    </Card>
  );
}
