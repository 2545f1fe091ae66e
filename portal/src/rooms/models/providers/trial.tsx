/** A provider is asked for a word now: how long each model took, what it said, or what is wrong and how to mend it. */

import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { modelsChanged, type Tried } from "../data";
import { problemOf } from "../parts/mend";
import classes from "../parts/models.module.css";
import { Outcome } from "./outcome";

export function Trial({ name, onChoose }: { name: string; onChoose: (tried: Tried) => void }) {
  const { t } = useTranslation("models");
  const trial = useQuery({
    queryKey: ["models", "trial", name],
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const tried = await unwrap(api.POST("/api/v1/providers/{name}/test", { params: { path: { name } } }));
      void modelsChanged();
      return tried;
    },
  });
  const { data, error, isFetching } = trial;
  return (
    <Stack gap="md">
      <Text c="dimmed">{t("trial.what")}</Text>
      {isFetching ? <Loading rows={1} height={52} /> : error ? <ErrorNote error={error} /> : data?.failure ? <ErrorNote error={problemOf(data.failure, t)} /> : data ? <Outcome tried={data} onChoose={onChoose} /> : null}
      <p role="status" className={classes.unseen}>{isFetching ? t("trial.asking") : ""}</p>
      <Group justify="flex-end">
        <Button variant="default" loading={isFetching} onClick={() => void trial.refetch()}>
          {t("trial.again")}
        </Button>
      </Group>
    </Stack>
  );
}
