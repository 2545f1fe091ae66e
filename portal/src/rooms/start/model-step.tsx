/** Step three: the model that writes the answers. One that runs on this machine is found by itself. */

import { Button, Group, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import IconCircleCheck from "@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { answering, modelsQuery } from "./facts";
import classes from "./start.module.css";

const KINDS = ["ollama", "openai", "anthropic", "gemini"] as const;
type Kind = (typeof KINDS)[number];

export function ModelStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("start");
  const models = useQuery(modelsQuery);
  const [adding, setAdding] = useState(false);
  const again = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/providers/test")),
    onSuccess: () => models.refetch(),
  });
  if (models.error) return <ErrorNote error={models.error} onRetry={() => void models.refetch()} />;
  if (!models.data) return <Loading rows={1} />;
  const now = answering(models.data);
  if (now) {
    return (
      <Stack gap="sm">
        <p className={classes.connected}>
          <IconCircleCheck size={20} stroke={1.8} aria-hidden />
          <bdi>{t(now.detected ? "model.detected" : "model.connected", { name: now.name })}</bdi>
        </p>
        <Group>
          <Button onClick={onDone}>{t("model.use")}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <p className={classes.what}>{t("model.none")}</p>
      {adding ? (
        <Connect onDone={onDone} />
      ) : (
        <Group gap="sm">
          <Button onClick={() => setAdding(true)}>{t("model.add")}</Button>
          <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
            {t("model.look")}
          </Button>
        </Group>
      )}
      {again.error ? <ErrorNote error={again.error} /> : null}
    </Stack>
  );
}

function Connect({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("start");
  const [kind, setKind] = useState<Kind>("ollama");
  const [url, setUrl] = useState("");
  const [key, setKey] = useState("");
  const connect = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/providers", { body: { name: kind, kind, url: url.trim() || null, key: key || null, models: [], enabled: true, unchecked: false } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "start" || queryKey[0] === "models" });
      onDone();
    },
  });
  const hosted = kind === "anthropic" || kind === "gemini";
  function submit(event: FormEvent) {
    event.preventDefault();
    connect.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select label={t("model.kind")} size="md" data={KINDS.map((each) => ({ value: each, label: t(`model.kind.${each}`) }))} value={kind} onChange={(value) => setKind(value as Kind)} />
        {hosted ? null : (
          <TextInput label={t("model.url")} description={t(`model.url.${kind}`)} placeholder={kind === "ollama" ? "http://127.0.0.1:11434" : "https://"} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
        )}
        {kind === "ollama" ? null : <PasswordInput label={t("model.key")} value={key} onChange={(event) => setKey(event.currentTarget.value)} autoComplete="off" />}
        {kind === "ollama" ? null : <p className={classes.what}>{t("model.outside")}</p>}
        {connect.error ? <ErrorNote error={connect.error} /> : null}
        <Group>
          <Button type="submit" loading={connect.isPending}>
            {t("model.connect")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
