/** API keys: for programs that act as oneself. Each is shown once. */

import { Button, Checkbox, Code, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import IconKey from "@tabler/icons-react/dist/esm/icons/IconKey.mjs";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { proving } from "@/shell/step-up";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { CopyButton } from "@/ui/copy-button";
import { DataTable } from "@/ui/data-table";
import { Dialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import classes from "./things.module.css";

type Key = Schema<"TokenOut">;
const KEY = ["tokens"];
const DAY = 86_400_000;

export default function Keys() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const keys = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/api/v1/tokens")) });
  const [making, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<Key | null>(null);
  const fresh = () => client.invalidateQueries({ queryKey: KEY });
  const add = <Button onClick={() => setMaking(true)}>{t("keys.add")}</Button>;
  return (
    <>
      <PageTitle title={t("keys.title")} description={t("keys.what")} actions={keys.data?.items.length ? add : undefined} />
      <DataTable<Key>
        label={t("keys.title")}
        rows={keys.data?.items}
        rowKey={({ id }) => id}
        error={keys.error}
        onRetry={() => void keys.refetch()}
        empty={
          <EmptyState icon={IconKey} title={t("keys.none")} action={add}>
            {t("keys.none.what")}
          </EmptyState>
        }
        columns={[
          { key: "name", label: t("keys.name"), cell: ({ name }) => name },
          { key: "scopes", label: t("keys.scopes"), cell: ({ scopes }) => <Text size="sm">{scopes.includes("*") ? t("keys.everything") : scopes.join(", ")}</Text> },
          { key: "used", label: t("keys.used"), cell: ({ lastUsedAt }) => (lastUsedAt ? <Time when={lastUsedAt} /> : t("never")) },
          { key: "expires", label: t("keys.expires"), cell: ({ expiresAt }) => (expiresAt ? <Time when={expiresAt} as="day" /> : t("never")) },
          {
            key: "do",
            label: t("keys.revoke"),
            quiet: true,
            align: "end",
            cell: (row) => (
              <Button variant="default" size="xs" onClick={() => setDoomed(row)} aria-label={t("keys.revoke.of", { name: row.name })}>
                {t("keys.revoke")}
              </Button>
            ),
          },
        ]}
      />
      <Dialog opened={making} onClose={() => setMaking(false)} title={t("keys.add")}>
        {making ? <NewKey onMade={fresh} onClose={() => setMaking(false)} /> : null}
      </Dialog>
      <ConfirmByName
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t("keys.revoke.title")}
        what={t("keys.revoke.what")}
        name={doomed?.name ?? ""}
        action={t("keys.revoke")}
        onConfirm={async () => {
          if (!doomed) return;
          await unwrap(api.DELETE("/api/v1/tokens/{token_id}", { params: { path: { token_id: doomed.id } } }));
          await fresh();
        }}
      />
    </>
  );
}

function NewKey({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const { t } = useTranslation("people");
  const own = useMe()?.scopes ?? [];
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [narrow, setNarrow] = useState(false);
  const [scopes, setScopes] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () =>
      proving(() =>
        unwrap(
          api.POST("/api/v1/tokens", {
            body: {
              name: name.trim(),
              scopes: narrow ? scopes : null,
              expiresAt: days === "0" ? null : new Date(Date.now() + Number(days) * DAY).toISOString(),
            },
          }),
        ),
      ),
    onSuccess: onMade,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  if (make.data) {
    return (
      <Stack>
        <Text>{t("keys.once")}</Text>
        <Code block className={classes.secret}>
          {make.data.token}
        </Code>
        <Group justify="flex-end">
          <CopyButton text={make.data.token} />
          <Button onClick={onClose}>{t("keys.kept")}</Button>
        </Group>
      </Stack>
    );
  }
  const choosable = own.filter((scope) => scope !== "*");
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput label={t("keys.name")} placeholder={t("keys.example")} maxLength={100} required withAsterisk={false} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Select label={t("keys.expires")} data={["30", "90", "365", "0"].map((value) => ({ value, label: value === "0" ? t("never") : t("keys.days", { count: Number(value) }) }))} allowDeselect={false} value={days} onChange={(value) => setDays(value ?? days)} />
        {choosable.length ? <Checkbox label={t("keys.narrow")} checked={narrow} onChange={(event) => setNarrow(event.currentTarget.checked)} /> : null}
        {narrow ? (
          <Checkbox.Group label={t("keys.scopes")} value={scopes} onChange={setScopes}>
            <Stack gap="xs" mt="xs">
              {choosable.map((scope) => (
                <Checkbox key={scope} value={scope} label={scope} />
              ))}
            </Stack>
          </Checkbox.Group>
        ) : null}
        {make.error ? <ErrorNote error={make.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={make.isPending} disabled={!name.trim() || (narrow && !scopes.length)}>
            {t("keys.make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
