/** The name under which people know this place, as the first run sets it. */

import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { flat, type Workspace, workspacesQuery } from "../data";

export function ServiceName() {
  const { data, error, refetch } = useInfiniteQuery(workspacesQuery);
  const workspace = flat(data)?.find((each) => each.current);
  if (workspace) return <NameForm key={workspace.id} workspace={workspace} />;
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return data ? null : <Loading rows={1} height={64} />;
}

function NameForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation("admin");
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? workspace.name;
  const other = name.trim() !== "" && name.trim() !== workspace.name;
  const save = useMutation({
    mutationFn: () => unwrap(api.PATCH("/api/v1/workspaces/{workspace_id}", { params: { path: { workspace_id: workspace.id } }, body: { name: name.trim() } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey.some((part) => part === "start" || part === "workspaces") });
      setTyped(null);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (other) save.mutate();
  }
  const owns = workspace.role === "owner";
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t("settings.name")}
            description={t(owns ? "settings.name.what" : "settings.name.owners")}
            value={name}
            onChange={(event) => setTyped(event.currentTarget.value)}
            maxLength={100}
            flex="1 1 16rem"
            readOnly={!owns}
          />
          {owns ? (
            <Button type="submit" size="md" loading={save.isPending} disabled={!other}>
              {t("save")}
            </Button>
          ) : null}
        </Group>
        {save.error ? <ErrorNote error={save.error} /> : null}
        <Text role="status" size="sm" c="dimmed">
          {save.isSuccess && typed === null ? t("settings.name.saved") : ""}
        </Text>
      </Stack>
    </form>
  );
}
