/** One public chatbot: its settings beside the living thing, the lines to copy, who came, and the way to close it. */

import { Anchor, Button, FileButton, Group, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";
import { UnsavedNote, useUnsaved } from "@/ui/unsaved";

import { draftOf, wantedOf } from "./draft";
import { Limits, Looks, What, Where } from "./form";
import { Identity } from "./identity";
import { Preview, Snippet } from "./preview";
import classes from "./preview.module.css";
import { type Publication, publicationQuery } from "./queries";
import { Statistics } from "./statistics";

export default function Edit() {
  const { publicationId } = useParams({ strict: false }) as { publicationId: string };
  const read = useQuery(publicationQuery(publicationId));
  if (read.error && !read.data) return <ErrorNote error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Loading rows={4} height={96} />;
  return <Editor key={read.data.id} publication={read.data} />;
}

function Editor({ publication }: { publication: Publication }) {
  const { t } = useTranslation("publishing");
  const client = useQueryClient();
  const path = { publication_id: publication.id };
  const unsaved = useUnsaved(["publication", useMe()?.account?.id, publication.id, publication.updatedAt].join(" "), draftOf(publication));
  const { value: draft, change } = unsaved;
  const keep = (changed: Publication) => {
    client.setQueryData(publicationQuery(publication.id).queryKey, changed);
    void client.invalidateQueries({ queryKey: ["publications"], exact: true });
  };
  const save = useMutation({
    mutationFn: () => unwrap(api.PATCH("/api/v1/publications/{publication_id}", { params: { path }, body: wantedOf(draft) })),
    onSuccess: (changed) => {
      keep(changed);
      unsaved.restart(draftOf(changed));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const open = publication.widget || publication.page;
  return (
    <>
      <PageTitle
        title={publication.name}
        description={publication.page && publication.pageAddress ? <Anchor href={publication.pageAddress} target="_blank" rel="noopener">{publication.pageAddress}</Anchor> : t("list.what")}
      />
      <div className={classes.columns}>
        <Stack gap="xl">
          <form onSubmit={submit}>
            <UnsavedNote of={unsaved} />
            <Stack gap="lg">
              <What draft={draft} onChange={change} />
              <Looks draft={draft} onChange={change}>
                <Face publication={publication} onChanged={keep} />
              </Looks>
              <Where draft={draft} onChange={change} />
              <Limits draft={draft} onChange={change} />
              {save.error ? <ErrorNote error={save.error} /> : null}
              <Group>
                <Button type="submit" loading={save.isPending}>
                  {t("edit.save")}
                </Button>
                <span role="status">{save.isSuccess ? t("edit.saved") : ""}</span>
              </Group>
            </Stack>
          </form>
          <section>
            <h2>{t("snippet.title")}</h2>
            <Snippet publication={publication} />
          </section>
          <Identity publication={publication} onChanged={keep} />
          <Statistics id={publication.id} />
          <Closing publication={publication} />
        </Stack>
        <Preview draft={draft} app={open ? publication.app : undefined} />
      </div>
    </>
  );
}

function Face({ publication, onChanged }: { publication: Publication; onChanged: (changed: Publication) => void }) {
  const { t } = useTranslation("publishing");
  const params = { path: { publication_id: publication.id } };
  const set = useMutation({
    mutationFn: async (image: File | null) =>
      image
        ? unwrap(api.PUT("/api/v1/publications/{publication_id}/face", { params, body: { image: await encoded(image) } }))
        : unwrap(api.DELETE("/api/v1/publications/{publication_id}/face", { params })),
    onSuccess: onChanged,
  });
  return (
    <div>
      <Group gap="sm">
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(image) => image && set.mutate(image)}>
          {(properties) => (
            <Button variant="default" size="xs" loading={set.isPending} {...properties}>
              {t("form.image")}
            </Button>
          )}
        </FileButton>
        {publication.hasImage ? (
          <Button variant="subtle" size="xs" onClick={() => set.mutate(null)}>
            {t("form.no-image")}
          </Button>
        ) : null}
      </Group>
      {set.error ? <ErrorNote error={set.error} /> : null}
    </div>
  );
}

/** A file in Base64; one that is far too large only by its beginning, which is refused in words. */
async function encoded(image: File): Promise<string> {
  const bytes = new Uint8Array(await image.slice(0, 66_000).arrayBuffer());
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
}

function Closing({ publication }: { publication: Publication }) {
  const { t } = useTranslation("publishing");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    await unwrap(api.DELETE("/api/v1/publications/{publication_id}", { params: { path: { publication_id: publication.id } } }));
    await navigate({ to: "/publications" });
    client.removeQueries({ queryKey: ["publications"] });
  };
  return (
    <Group>
      <Button variant="outline" color="red" onClick={() => setAsking(true)}>
        {t("close.button")}
      </Button>
      <ConfirmByName opened={asking} onClose={() => setAsking(false)} title={t("close.title")} what={t("close.what")} name={publication.name} action={t("close.button")} onConfirm={remove} />
    </Group>
  );
}
