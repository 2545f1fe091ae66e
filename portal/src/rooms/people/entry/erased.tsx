/** How far the deletion of an account is: the receipt is all that is left to ask with. */

import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { Time } from "@/ui/time";

import { Card } from "./card";

export default function Erased() {
  const { t } = useTranslation("people");
  const { receipt = "" } = useSearch({ strict: false }) as { receipt?: string };
  const erasure = useQuery({
    queryKey: ["erasure", receipt],
    retry: false,
    queryFn: () => unwrap(api.GET("/api/v1/erasures/{receipt}", { params: { path: { receipt } } })),
    refetchInterval: ({ state }) => (state.data?.state === "done" ? false : 1500),
  });
  const done = erasure.data?.state === "done" ? erasure.data : null;
  return (
    <Card title={t(done ? "erased.done" : "erased.title")}>
      {erasure.error ? <ErrorNote error={erasure.error} onRetry={() => void erasure.refetch()} /> : null}
      <div role="status">
        {erasure.data ? <Text>{t(done ? (done.verified ? "erased.verified" : "erased.leftovers") : "erased.working")}</Text> : erasure.error ? null : <Loading />}
        {done?.finishedAt ? (
          <Text size="sm" c="dimmed" mt="xs">
            <Time when={done.finishedAt} as="day-time" />
          </Text>
        ) : null}
      </div>
      <Text size="sm" c="dimmed" mt="md">
        {t("erased.receipt", { receipt })}
      </Text>
    </Card>
  );
}
