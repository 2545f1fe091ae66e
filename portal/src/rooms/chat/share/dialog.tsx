/** Links that show a conversation as it is now, without an account: made with an end, and ended at any time. */

import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { CopyIcon } from "@/ui/copy-button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { formatDay } from "@/ui/format";
import { Loading } from "@/ui/loading";

import classes from "./share.module.css";

const DAYS = [1, 7, 30, 365];
const DAY_MS = 86_400_000;

export default function ShareDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useTranslation("chat");
  const [days, setDays] = useState("30");
  const path = { conversation_id: conversationId };
  const key = ["chat", "shares", conversationId];
  const shares = useQuery({
    queryKey: key,
    queryFn: async () => (await unwrap(api.GET("/api/v1/conversations/{conversation_id}/shares", { params: { path } }))).items,
  });
  const again = () => queryClient.invalidateQueries({ queryKey: key });
  const make = useMutation({
    mutationFn: () => {
      const expiresAt = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
      return unwrap(api.POST("/api/v1/conversations/{conversation_id}/shares", { params: { path }, body: { expiresAt } }));
    },
    onSuccess: again,
  });
  const revoke = useMutation({
    mutationFn: (shareId: string) => unwrap(api.DELETE("/api/v1/shares/{share_id}", { params: { path: { share_id: shareId } } })),
    onSuccess: again,
  });
  const active = shares.data?.filter((each) => each.state === "active") ?? [];
  const made = make.data && active.some((each) => each.id === make.data.id) ? make.data : null;
  return (
    <Dialog opened onClose={onClose} title={t("share.title")} size="lg">
      <Stack gap="md">
        <Text size="sm">{t("share.what")}</Text>
        <Text size="sm" c="dimmed">
          {t("share.care")}
        </Text>
        <Group align="end" gap="sm">
          <NativeSelect label={t("share.until")} size="sm" value={days} onChange={(event) => setDays(event.currentTarget.value)} data={DAYS.map((each) => ({ value: String(each), label: t("share.days", { count: each }) }))} />
          <Button loading={make.isPending} onClick={() => make.mutate()} data-autofocus>
            {t("share.make")}
          </Button>
        </Group>
        {make.error ? <ErrorNote error={make.error} /> : null}
        {made ? (
          <div className={classes.made} role="status">
            <TextInput className={classes.address} label={t("share.address")} description={t("share.once")} size="sm" readOnly value={made.address} onFocus={(event) => event.currentTarget.select()} rightSection={<CopyIcon text={made.address} label={t("share.copy")} />} />
          </div>
        ) : null}
        {shares.isPending ? <Loading rows={1} height={40} /> : null}
        {shares.error ? <ErrorNote error={shares.error} onRetry={() => void shares.refetch()} /> : null}
        {active.length ? (
          <section aria-label={t("share.active")}>
            <Text size="sm" fw={600}>
              {t("share.active")}
            </Text>
            <ul className={classes.links}>
              {active.map((each) => (
                <li key={each.id}>
                  <span>{t("share.line", { made: formatDay(each.createdAt), ends: formatDay(each.expiresAt) })}</span>
                  <Button size="compact-sm" variant="default" loading={revoke.isPending && revoke.variables === each.id} onClick={() => revoke.mutate(each.id)}>
                    {t("share.revoke")}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {revoke.error ? <ErrorNote error={revoke.error} /> : null}
      </Stack>
    </Dialog>
  );
}
