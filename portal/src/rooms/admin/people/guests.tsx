/** Whether people without an account may look in, and what they see then. */

import { Switch, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { useHolds } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { guestsQuery } from "../data";
import { Tabs } from "../parts/tabs";

export default function Guests() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(guestsQuery);
  const may = useHolds("workspace");
  const change = useMutation({
    mutationFn: (open: boolean) => unwrap(api.PATCH("/api/v1/guests", { body: { open } })),
    onSuccess: (now) => queryClient.setQueryData(guestsQuery.queryKey, now),
  });
  return (
    <>
      <PageTitle title={t("guests.title")} description={t("guests.what")} />
      <Tabs of="people" />
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <>
          <Switch
            size="md"
            label={t("guests.open")}
            description={t(data.open ? "guests.now-open" : "guests.now-closed")}
            checked={data.open}
            disabled={!may || change.isPending}
            onChange={(event) => change.mutate(event.currentTarget.checked)}
          />
          {may ? null : (
            <Text mt="sm" size="sm" c="dimmed">
              {t("guests.owners-only")}
            </Text>
          )}
          <Text mt="md">{t("guests.count", { count: data.guests })}</Text>
          {change.error ? <ErrorNote error={change.error} /> : null}
        </>
      ) : error ? null : (
        <Loading rows={1} height={64} />
      )}
    </>
  );
}
