/** Asks who is there: read when it is wanted, since few visits need it. */

import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";

import { passkeysWork, stepUpByPasskey, wasCalledOff } from "./passkeys";

export default function StepUpDialog({ onEnd }: { onEnd: (proved: boolean) => void }) {
  const { t } = useTranslation("shell");
  return (
    <Dialog opened onClose={() => onEnd(false)} title={t("step-up.title")}>
      <Proof onEnd={onEnd} />
    </Dialog>
  );
}

function Proof({ onEnd }: { onEnd: (proved: boolean) => void }) {
  const { t } = useTranslation("shell");
  const [byCode, setByCode] = useState(false);
  const [typed, setTyped] = useState("");
  const factors = useQuery({ queryKey: ["me", "factors"], queryFn: () => unwrap(api.GET("/api/v1/me/factors")) }).data?.factors ?? [];
  const hasApp = factors.some(({ kind }) => kind === "totp");
  const hasPasskey = passkeysWork() && factors.some(({ kind }) => kind === "passkey");
  const typedIn = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/auth/step-up", { body: byCode ? { code: typed } : { password: typed } })),
    onSuccess: () => onEnd(true),
  });
  const held = useMutation({ mutationFn: stepUpByPasskey, onSuccess: () => onEnd(true) });
  const error = typedIn.error ?? (held.error && !wasCalledOff(held.error) ? held.error : null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // a form in a dialog over a form
    typedIn.mutate();
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text>{t("step-up.what")}</Text>
        {byCode ? (
          <TextInput label={t("step-up.code")} autoComplete="one-time-code" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} data-autofocus />
        ) : (
          <PasswordInput label={t("step-up.password")} autoComplete="current-password" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} data-autofocus />
        )}
        {error ? <ErrorNote error={error} /> : null}
        <Group justify="flex-end" mt="xs">
          {hasPasskey ? (
            <Button variant="subtle" onClick={() => held.mutate()} loading={held.isPending}>
              {t("step-up.passkey")}
            </Button>
          ) : null}
          {hasApp ? (
            <Button variant="subtle" onClick={() => [setByCode(!byCode), setTyped("")]}>
              {t(byCode ? "step-up.by-password" : "step-up.by-code")}
            </Button>
          ) : null}
          <Button type="submit" loading={typedIn.isPending} disabled={!typed}>
            {t("step-up.go")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
