/** A new public chatbot: the form beside its preview. */

import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page-title";
import { UnsavedNote, useUnsaved } from "@/ui/unsaved";

import { FRESH, wantedOf } from "./draft";
import { Limits, Looks, What, Where } from "./form";
import { Preview } from "./preview";
import classes from "./preview.module.css";

export default function Create() {
  const { t } = useTranslation("publishing");
  const navigate = useNavigate();
  const client = useQueryClient();
  const unsaved = useUnsaved(["publication", useMe()?.account?.id].join(" "), FRESH);
  const { value: draft, change } = unsaved;
  const make = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/publications", { body: wantedOf(draft) })),
    onSuccess: async (made) => {
      unsaved.forget();
      await client.invalidateQueries({ queryKey: ["publications"] });
      await navigate({ to: `/publications/${made.id}` });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <>
      <PageTitle title={t("create.title")} description={t("create.what")} />
      <div className={classes.columns}>
        <form onSubmit={submit}>
          <UnsavedNote of={unsaved} />
          <Stack gap="lg">
            <What draft={draft} onChange={change} />
            <Looks draft={draft} onChange={change} />
            <Where draft={draft} onChange={change} />
            <Limits draft={draft} onChange={change} />
            {make.error ? <ErrorNote error={make.error} /> : null}
            <Group>
              <Button type="submit" loading={make.isPending}>
                {t("create.button")}
              </Button>
            </Group>
          </Stack>
        </form>
        <Preview draft={draft} />
      </div>
    </>
  );
}
