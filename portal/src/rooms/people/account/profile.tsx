/** One's own account: name, language and time zone, e-mail, what is left of one's quota, one's data. */

import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { speak } from "@/shell/language";
import { meQuery, type Me, useMe } from "@/shell/session";
import { proving } from "@/shell/step-up";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page-title";

import { OwnData } from "./own-data";
import { Section } from "./section";
import { Usage } from "./usage";

type Account = NonNullable<Me["account"]>;

export default function Profile() {
  const { t } = useTranslation("people");
  const account = useMe()?.account;
  return (
    <>
      <PageTitle title={t("profile.title")} description={account?.email ?? t("profile.no-account")} />
      {account ? (
        <>
          <Section title={t("profile.who")} what={t("profile.who.what")}>
            <WhoForm account={account} />
          </Section>
          <Section title={t("email")} what={t("profile.email.what")}>
            <EmailForm account={account} />
          </Section>
        </>
      ) : null}
      <Section title={t("usage.title")} what={t("usage.what")}>
        <Usage />
      </Section>
      {account ? (
        <>
          <Section title={t("redeem.title")} what={t("redeem.what")}>
            <Redeem />
          </Section>
          <OwnData email={account.email} />
        </>
      ) : null}
    </>
  );
}

const zones = () => ["UTC", ...Intl.supportedValuesOf("timeZone")];

function WhoForm({ account }: { account: Account }) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const [name, setName] = useState(account.name);
  const [language, setLanguage] = useState(account.language);
  const [timeZone, setTimeZone] = useState(account.timeZone);
  const save = useMutation({
    mutationFn: () => unwrap(api.PATCH("/api/v1/me", { body: { name: name.trim(), language: language === "ko" ? "ko" : "en", timeZone } })),
    onSuccess: async (me) => {
      client.setQueryData(meQuery.queryKey, me);
      await speak(language === "ko" ? "ko" : "en");
    },
  });
  const changed = name.trim() !== account.name || language !== account.language || timeZone !== account.timeZone;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t("name")} autoComplete="name" maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          label={t("profile.language")}
          data={[
            { value: "ko", label: "한국어" },
            { value: "en", label: "English" },
          ]}
          allowDeselect={false}
          value={language}
          onChange={(value) => setLanguage(value ?? language)}
        />
        <Select label={t("profile.time-zone")} description={t("profile.time-zone.what")} data={zones()} searchable limit={100} allowDeselect={false} value={timeZone} onChange={(value) => setTimeZone(value ?? timeZone)} />
        {save.error ? <ErrorNote error={save.error} /> : null}
        <Group>
          <Button type="submit" disabled={!changed} loading={save.isPending}>
            {t("save")}
          </Button>
          <Text role="status" size="sm" c="dimmed">
            {save.isSuccess && !changed ? t("saved") : ""}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function EmailForm({ account }: { account: Account }) {
  const { t } = useTranslation("people");
  const [email, setEmail] = useState("");
  const change = useMutation({ mutationFn: () => proving(() => unwrap(api.POST("/api/v1/me/email", { body: { email } }))) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{account.email ?? t("profile.email.none")}</Text>
        <TextInput label={t("profile.email.new")} type="email" maxLength={254} autoComplete="email" required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        {change.error ? <ErrorNote error={change.error} /> : null}
        <Group>
          <Button type="submit" variant="default" disabled={!email} loading={change.isPending}>
            {t("profile.email.change")}
          </Button>
          <Text role="status" size="sm">
            {change.data ? t(change.data.delivery === "mail" ? "profile.email.mailed" : "sign-in.operator") : ""}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function Redeem() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const workspaces = useQuery({ queryKey: ["workspaces"], enabled: false, queryFn: () => unwrap(api.GET("/api/v1/workspaces")) });
  const redeem = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/me/invitations/redeem", { body: { code: code.trim().split("#").at(-1) ?? "" } })),
    onSuccess: async () => {
      setCode("");
      await client.invalidateQueries({ queryKey: ["me"] });
      if (workspaces.data) await workspaces.refetch();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    redeem.mutate();
  };
  const got = redeem.data;
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t("redeem.code")} maxLength={400} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        {redeem.error ? <ErrorNote error={redeem.error} /> : null}
        <Group>
          <Button type="submit" variant="default" disabled={!code.trim()} loading={redeem.isPending}>
            {t("redeem.button")}
          </Button>
          <Text role="status" size="sm">
            {got ? t(got.workspace ? "redeem.workspace" : "redeem.tier", { workspace: got.workspace, tier: got.tier }) : ""}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
