/** A new password; every other session ends. */

import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { ErrorNote } from "@/ui/error-note";

import { NewPassword } from "../entry/new-password";
import { Section } from "./section";

export function Password() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => proving(() => unwrap(api.PUT("/api/v1/me/password", { body: { currentPassword: current || null, newPassword: next } }))),
    onSuccess: async () => {
      setCurrent("");
      setNext("");
      await client.invalidateQueries({ queryKey: ["me", "sessions"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title={t("password")} what={t("password.what")}>
      <form onSubmit={submit}>
        <Stack>
          <PasswordInput label={t("password.current")} autoComplete="current-password" maxLength={1024} value={current} onChange={(event) => setCurrent(event.currentTarget.value)} />
          <NewPassword label={t("password.new")} value={next} onChange={setNext} />
          {change.error ? <ErrorNote error={change.error} /> : null}
          <Group>
            <Button type="submit" variant="default" disabled={!next} loading={change.isPending}>
              {t("password.change")}
            </Button>
            <Text role="status" size="sm">
              {change.data ? t("password.changed", { count: change.data.sessionsEnded }) : ""}
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
