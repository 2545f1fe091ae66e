/** Passkeys and the second factor: added, confirmed, removed; recovery codes are shown once. */

import { Button, Code, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { addPasskey, passkeysWork, wasCalledOff } from "@/shell/passkeys";
import { proving } from "@/shell/step-up";
import { CopyButton } from "@/ui/copy-button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { Time } from "@/ui/time";

import { Section } from "./section";
import classes from "./things.module.css";

const KEY = ["me", "factors"];

export function Factors() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const found = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/api/v1/me/factors")) });
  const [codes, setCodes] = useState<string[] | null>(null);
  const fresh = () => client.invalidateQueries({ queryKey: KEY });
  const passkeys = found.data?.factors.filter(({ kind }) => kind === "passkey");
  const apps = found.data?.factors.filter(({ kind }) => kind === "totp");
  return (
    <>
      <Section title={t("passkeys.title")} what={t("passkeys.what")}>
        <Stack>
          {found.error ? <ErrorNote error={found.error} onRetry={() => void found.refetch()} /> : null}
          {passkeys ? <Things factors={passkeys} onChanged={fresh} /> : found.error ? null : <Loading />}
          <NewPasskey onMade={fresh} />
        </Stack>
      </Section>
      <Section title={t("second.title")} what={t("second.what")}>
        <Stack>
          {apps ? <Things factors={apps} onChanged={fresh} /> : null}
          {apps?.length === 0 ? <NewApp onMade={(made) => [setCodes(made), void fresh()]} /> : null}
          {apps?.length ? <Recovery left={found.data?.recoveryCodesLeft ?? 0} onMade={(made) => [setCodes(made), void fresh()]} /> : null}
        </Stack>
      </Section>
      <Dialog opened={codes !== null} onClose={() => setCodes(null)} title={t("recovery.title")}>
        {codes ? <Codes codes={codes} onClose={() => setCodes(null)} /> : null}
      </Dialog>
    </>
  );
}

function Things({ factors, onChanged }: { factors: Schema<"FactorOut">[]; onChanged: () => void }) {
  const { t } = useTranslation("people");
  const remove = useMutation({
    mutationFn: (id: string) => proving(() => unwrap(api.DELETE("/api/v1/me/factors/{factor_id}", { params: { path: { factor_id: id } } }))),
    onSuccess: onChanged,
  });
  return (
    <>
      <ul className={classes.things}>
        {factors.map((factor) => (
          <li key={factor.id}>
            <div>
              <span>{factor.name || t(`factor.${factor.kind}`)}</span>
              <Text size="sm" c="dimmed">
                {factor.usedAt ? t("used") : t("added")} <Time when={factor.usedAt ?? factor.createdAt} />
              </Text>
            </div>
            <Button variant="default" size="xs" onClick={() => remove.mutate(factor.id)} loading={remove.isPending && remove.variables === factor.id} aria-label={t("remove.of", { name: factor.name || t(`factor.${factor.kind}`) })}>
              {t("remove")}
            </Button>
          </li>
        ))}
      </ul>
      {remove.error ? <ErrorNote error={remove.error} /> : null}
    </>
  );
}

function NewPasskey({ onMade }: { onMade: () => void }) {
  const { t } = useTranslation("people");
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: () => proving(() => addPasskey(name.trim())),
    onSuccess: () => [setName(""), onMade()],
  });
  if (!passkeysWork()) return <Text c="dimmed">{t("passkeys.not-here")}</Text>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t("passkeys.name")} placeholder={t("passkeys.example")} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {add.error && !wasCalledOff(add.error) ? <ErrorNote error={add.error} /> : null}
        <Group>
          <Button type="submit" variant="default" loading={add.isPending}>
            {t("passkeys.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function NewApp({ onMade }: { onMade: (codes: string[]) => void }) {
  const { t } = useTranslation("people");
  const [code, setCode] = useState("");
  const begin = useMutation({ mutationFn: () => proving(() => unwrap(api.POST("/api/v1/me/factors/totp", { body: { name: null } }))) });
  const confirm = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/me/factors/totp/confirm", { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onMade(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  if (!begin.data) {
    return (
      <>
        {begin.error ? <ErrorNote error={begin.error} /> : null}
        <Group>
          <Button variant="default" onClick={() => begin.mutate()} loading={begin.isPending}>
            {t("second.add")}
          </Button>
        </Group>
      </>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{t("second.enter")}</Text>
        <Group gap="sm">
          <Code className={classes.secret}>{begin.data.secret}</Code>
          <CopyButton text={begin.data.secret} />
        </Group>
        <a href={begin.data.uri}>{t("second.open")}</a>
        <TextInput label={t("second.code")} inputMode="numeric" autoComplete="one-time-code" maxLength={10} required withAsterisk={false} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        {confirm.error ? <ErrorNote error={confirm.error} /> : null}
        <Group>
          <Button type="submit" loading={confirm.isPending} disabled={!code}>
            {t("second.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Recovery({ left, onMade }: { left: number; onMade: (codes: string[]) => void }) {
  const { t } = useTranslation("people");
  const renew = useMutation({
    mutationFn: () => proving(() => unwrap(api.POST("/api/v1/me/factors/recovery"))),
    onSuccess: ({ recoveryCodes }) => onMade(recoveryCodes),
  });
  return (
    <>
      {renew.error ? <ErrorNote error={renew.error} /> : null}
      <Group>
        <Text>{t("recovery.left", { count: left })}</Text>
        <Button variant="default" size="xs" onClick={() => renew.mutate()} loading={renew.isPending}>
          {t("recovery.renew")}
        </Button>
      </Group>
    </>
  );
}

function Codes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation("people");
  return (
    <Stack>
      <Text>{t("recovery.what")}</Text>
      <List listStyleType="none" className={classes.codes}>
        {codes.map((code) => (
          <List.Item key={code}>
            <Code>{code}</Code>
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end">
        <CopyButton text={codes.join("\n")} />
        <Button onClick={onClose}>{t("recovery.kept")}</Button>
      </Group>
    </Stack>
  );
}
