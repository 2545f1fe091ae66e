/** The keys of one service account: made, shown once, revoked. */

import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { DataTable } from "@/ui/data-table";
import { DialogForm } from "@/ui/dialog-form";
import { ErrorNote } from "@/ui/error-note";
import { Time } from "@/ui/time";

import { changed, keysQuery, type Program } from "../data";
import { ExpiryChoice, inDays } from "../parts/choices";
import { Secret } from "../parts/secret";

export function ProgramKeys({ program }: { program: Program }) {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(keysQuery);
  const [making, setMaking] = useState(false);
  const [fresh, setFresh] = useState<string | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE("/api/v1/tokens/{token_id}", { params: { path: { token_id: id } } })),
    onSuccess: () => changed("keys"),
  });
  if (fresh) return <Secret what={t("keys.once")} text={fresh} onDone={() => setFresh(null)} />;
  if (making) return <NewKey program={program} onClose={() => setMaking(false)} onMade={(token) => [setFresh(token), setMaking(false)]} />;
  return (
    <Stack gap="md">
      <DataTable
        label={t("keys.of", { name: program.name })}
        rows={data?.filter(({ accountId }) => accountId === program.id)}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        expected={2}
        columns={[
          { key: "name", label: t("name"), cell: (each) => <bdi>{each.name}</bdi> },
          { key: "used", label: t("keys.used"), cell: (each) => (each.lastUsedAt ? <Time when={each.lastUsedAt} /> : t("never")) },
          { key: "expires", label: t("expires"), cell: (each) => (each.expiresAt ? <Time when={each.expiresAt} as="day" /> : t("never")) },
          {
            key: "acts",
            label: t("acts"),
            quiet: true,
            align: "end",
            cell: (each) => (
              <Button variant="subtle" color="red" size="compact-sm" loading={revoke.isPending && revoke.variables === each.id} onClick={() => revoke.mutate(each.id)} aria-label={t("keys.revoke.of", { name: each.name })}>
                {t("keys.revoke")}
              </Button>
            ),
          },
        ]}
        empty={<Text c="dimmed">{t("keys.none")}</Text>}
      />
      {revoke.error ? <ErrorNote error={revoke.error} /> : null}
      <Button variant="default" onClick={() => setMaking(true)}>
        {t("keys.new")}
      </Button>
    </Stack>
  );
}

function NewKey({ program, onClose, onMade }: { program: Program; onClose: () => void; onMade: (token: string) => void }) {
  const { t } = useTranslation("admin");
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const make = async () => {
    const made = await unwrap(api.POST("/api/v1/tokens", { body: { name: name.trim(), serviceAccountId: program.id, expiresAt: inDays(days) } }));
    await changed("keys");
    onMade(made.token);
    return "stay";
  };
  return (
    <DialogForm onClose={onClose} action={t("keys.make")} onSubmit={make} disabled={!name.trim()}>
      <TextInput label={t("keys.name")} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <ExpiryChoice label={t("expires")} value={days} onChange={setDays} />
    </DialogForm>
  );
}
