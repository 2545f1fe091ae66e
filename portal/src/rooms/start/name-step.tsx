/** Step one: the name under which people know this place. */

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { ErrorNote } from "@/ui/error-note";

import { isNamed, workspaceQuery } from "./facts";

export function NameStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("start");
  const { data: workspace, error } = useQuery(workspaceQuery);
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? (workspace && isNamed(workspace) ? workspace.name : "");
  const save = useMutation({
    mutationFn: (id: string) => unwrap(api.PATCH("/api/v1/workspaces/{workspace_id}", { params: { path: { workspace_id: id } }, body: { name } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "start" || queryKey[0] === "workspaces" });
      onDone();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (workspace && name.trim()) save.mutate(workspace.id);
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput label={t("name.label")} placeholder={t("name.placeholder")} value={name} onChange={(event) => setTyped(event.currentTarget.value)} maxLength={100} flex="1 1 16rem" autoFocus />
          <Button type="submit" size="md" loading={save.isPending} disabled={!name.trim() || !workspace}>
            {t("name.save")}
          </Button>
        </Group>
        {(save.error ?? error) ? <ErrorNote error={save.error ?? error} /> : null}
      </Stack>
    </form>
  );
}
