/** Identities at providers that open this account. Nothing is shown where the operator has set none up. */

import { Button, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { ErrorNote } from "@/ui/error-note";

import { Section } from "./section";
import classes from "./things.module.css";

export function Linked() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const doors = useQuery({ queryKey: ["doors"], staleTime: 60_000, queryFn: () => unwrap(api.GET("/api/v1/auth/oidc")) });
  const linked = useQuery({ queryKey: ["me", "federated"], queryFn: () => unwrap(api.GET("/api/v1/me/federated")) });
  const link = useMutation({
    mutationFn: (name: string) => proving(() => unwrap(api.POST("/api/v1/me/federated/{name}/start", { params: { path: { name } } }))),
    onSuccess: ({ url }) => location.assign(url),
  });
  const unlink = useMutation({
    mutationFn: (name: string) => proving(() => unwrap(api.DELETE("/api/v1/me/federated/{name}", { params: { path: { name } } }))),
    onSuccess: () => client.invalidateQueries({ queryKey: ["me", "federated"] }),
  });
  if (!doors.data?.items.length) return null;
  const error = link.error ?? unlink.error ?? linked.error;
  return (
    <Section title={t("linked.title")} what={t("linked.what")}>
      <Stack>
        <ul className={classes.things}>
          {doors.data.items.map(({ name }) => {
            const mine = linked.data?.items.find(({ provider }) => provider === name);
            return (
              <li key={name}>
                <div>
                  <span>{name}</span>
                  <Text size="sm" c="dimmed">
                    {mine ? (mine.email ?? t("linked.yes")) : t("linked.no")}
                  </Text>
                </div>
                <Button variant="default" size="xs" onClick={() => (mine ? unlink : link).mutate(name)} loading={link.isPending || unlink.isPending}>
                  {t(mine ? "linked.remove" : "linked.add")}
                </Button>
              </li>
            );
          })}
        </ul>
        {error ? <ErrorNote error={error} /> : null}
      </Stack>
    </Section>
  );
}
