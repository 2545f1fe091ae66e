/** Where one is signed in, and the end of each. */

import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { Time } from "@/ui/time";

import { deviceOf } from "./device";
import { Section } from "./section";
import classes from "./things.module.css";

const KEY = ["me", "sessions"];

export function Sessions() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/api/v1/me/sessions")) });
  const fresh = () => client.invalidateQueries({ queryKey: KEY });
  const end = useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE("/api/v1/me/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSuccess: fresh,
  });
  const endOthers = useMutation({ mutationFn: () => unwrap(api.POST("/api/v1/me/sessions/revoke-others")), onSuccess: fresh });
  const error = sessions.error ?? end.error ?? endOthers.error;
  const items = sessions.data?.items;
  return (
    <Section title={t("sessions.title")} what={t("sessions.what")}>
      <Stack>
        {items ? null : error ? null : <Loading />}
        <ul className={classes.things}>
          {items?.map((session) => {
            const device = deviceOf(session.agent);
            const name = device ?? t("sessions.unknown");
            return (
              <li key={session.id}>
                <div>
                  <Group gap="xs">
                    <span>{name}</span>
                    {session.current ? <Badge variant="light">{t("sessions.this")}</Badge> : null}
                  </Group>
                  <Text size="sm" c="dimmed">
                    {session.address} · <Time when={session.seenAt ?? session.createdAt} />
                  </Text>
                </div>
                {session.current ? null : (
                  <Button variant="default" size="xs" onClick={() => end.mutate(session.id)} loading={end.isPending && end.variables === session.id} aria-label={t("sessions.end.of", { name })}>
                    {t("sessions.end")}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
        {error ? <ErrorNote error={error} onRetry={sessions.error ? () => void sessions.refetch() : undefined} /> : null}
        {items && items.length > 1 ? (
          <Group>
            <Button variant="default" onClick={() => endOthers.mutate()} loading={endOthers.isPending}>
              {t("sessions.end-others")}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Section>
  );
}
