/** Sign in with e-mail and password and a code where one is owed, with a passkey, or by a provider. */

import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ApiError } from "@/api/errors";
import { passkeysWork, signInByPasskey, wasCalledOff } from "@/shell/passkeys";
import { safeNext } from "@/shell/router";
import { arrive } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";

import { Card } from "./card";
import { useLinkToken } from "./link-token";
import { entranceQuery } from "./new-password";
import { Providers } from "./providers";

export default function SignIn() {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false }) as { next?: string };
  // A provider's sign-in that owes a code comes back here as #pending=…
  const fragment = new URLSearchParams(useLinkToken());
  const [pending, setPending] = useState<string | null>(fragment.get("pending"));
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");

  const enter = useMutation({
    mutationFn: () =>
      pending
        ? unwrap(api.POST("/api/v1/auth/mfa/verify", { body: { loginToken: pending, code } }))
        : unwrap(api.POST("/api/v1/auth/login", { body: { email, password } })),
    onSuccess: async (answer) => {
      if (answer.pending) {
        setPending(answer.pending);
        return;
      }
      await goOn();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === "SIGN_IN_OVER") setPending(null);
    },
  });

  const goOn = async () => {
    await arrive();
    await navigate({ to: safeNext(next), replace: true });
  };
  const held = useMutation({ mutationFn: signInByPasskey, onSuccess: goOn });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };

  return (
    <Card title={t("sign-in.title")}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {pending && !email ? null : (
            <>
              <TextInput label={t("email")} type="email" name="email" maxLength={254} autoComplete="username" required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
              <PasswordInput label={t("password")} name="password" maxLength={1024} autoComplete="current-password" required withAsterisk={false} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
            </>
          )}
          {pending ? (
            <TextInput label={t("sign-in.code")} name="code" maxLength={40} autoComplete="one-time-code" required withAsterisk={false} autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          ) : null}
          {enter.error ? <ErrorNote error={enter.error} /> : null}
          <Button type="submit" size="md" fullWidth loading={enter.isPending}>
            {t("sign-in.button")}
          </Button>
          {passkeysWork() ? (
            <Button variant="default" size="md" fullWidth onClick={() => held.mutate()} loading={held.isPending}>
              {t("sign-in.passkey")}
            </Button>
          ) : null}
          {held.error && !wasCalledOff(held.error) ? <ErrorNote error={held.error} /> : null}
        </Stack>
      </form>
      <Providers next={safeNext(next)} />
      <Forgotten email={email} />
      <NewHere next={next} />
    </Card>
  );
}

function Forgotten({ email }: { email: string }) {
  const { t } = useTranslation("people");
  const ask = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/auth/password/forgot", { body: { email } })),
  });
  return (
    <Stack gap="xs" mt="md" align="flex-start">
      <Anchor component="button" type="button" size="sm" onClick={() => ask.mutate()}>
        {t("sign-in.forgot")}
      </Anchor>
      <div role="status">{ask.data ? <Text size="sm">{t(ask.data.delivery === "mail" ? "sign-in.mailed" : "sign-in.operator")}</Text> : null}</div>
      {ask.error ? <ErrorNote error={ask.error} /> : null}
    </Stack>
  );
}

function NewHere({ next }: { next?: string }) {
  const { t } = useTranslation("people");
  const how = useQuery(entranceQuery).data?.signUp;
  if (how !== "open" && how !== "approval") return null;
  return (
    <Anchor component={Link} to="/sign-up" search={{ next } as never} size="sm" mt="xs" display="block">
      {t("sign-in.new-here")}
    </Anchor>
  );
}
