/** Make or change a collection: name, purpose, what of it may leave, who sees it. What was typed stays when it is refused. */

import { Button, Group, MultiSelect, Radio, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds, useMe } from "@/shell/session";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";

import { type Access, type Collection, documentsChanged, groupsQuery, type Sensitivity } from "./data";
import { ACCESSES, SENSITIVITIES } from "./labels";
import classes from "./library.module.css";

interface Properties {
  opened: boolean;
  onClose: () => void;
  onDone?: (collection: Collection) => void;
  /** The one to change; without it a new one is made. */
  collection?: Collection;
}

export function CollectionForm({ opened, onClose, ...rest }: Properties) {
  const { t } = useTranslation("library");
  return (
    <Dialog opened={opened} onClose={onClose} size="lg" title={rest.collection ? t("form.change") : t("form.new")}>
      {opened ? <Form onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

function Form({ onClose, onDone, collection }: Omit<Properties, "opened">) {
  const { t } = useTranslation("library");
  const [name, setName] = useState(collection?.name ?? "");
  const [description, setDescription] = useState(collection?.description ?? "");
  const [sensitivity, setSensitivity] = useState<Sensitivity>(collection?.sensitivity ?? "internal");
  const [access, setAccess] = useState<Access>(collection?.access ?? "workspace");
  const [groupIds, setGroupIds] = useState(collection?.groupIds ?? []);
  const [cacheAnswers, setCacheAnswers] = useState(collection?.cacheAnswers ?? true);

  const save = useMutation({
    mutationFn: () => {
      const body = { name, description, sensitivity, access, groupIds: access === "group" ? groupIds : [], cacheAnswers };
      return collection
        ? unwrap(api.PATCH("/api/v1/collections/{collection_id}", { params: { path: { collection_id: collection.id } }, body }))
        : unwrap(api.POST("/api/v1/collections", { body }));
    },
    onSuccess: async (saved) => {
      await documentsChanged();
      onClose();
      onDone?.(saved);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() && !save.isPending) save.mutate();
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <TextInput label={t("name")} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} required data-autofocus />
        <Textarea label={t("form.description")} value={description} onChange={(event) => setDescription(event.currentTarget.value)} autosize minRows={1} maxRows={5} maxLength={10_000} />
        <Radio.Group label={t("form.sensitivity")} description={t("form.sensitivity.what")} value={sensitivity} onChange={(value) => setSensitivity(value as Sensitivity)}>
          <Stack gap="xs" mt="xs">
            {SENSITIVITIES.map((each) => (
              <Radio key={each} value={each} label={t(`sensitivity.${each}`)} description={t(`sensitivity.${each}.what`)} />
            ))}
          </Stack>
        </Radio.Group>
        <AccessChoice access={access} onAccess={setAccess} groupIds={groupIds} onGroups={setGroupIds} />
        <Switch label={t("form.cache")} description={t("form.cache.what")} checked={cacheAnswers} onChange={(event) => setCacheAnswers(event.currentTarget.checked)} />
        {save.error ? <ErrorNote error={save.error} /> : null}
        <Group justify="flex-end" className={classes.formFoot}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
            {collection ? t("save") : t("collections.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface AccessProperties {
  access: Access;
  onAccess: (access: Access) => void;
  groupIds: string[];
  onGroups: (ids: string[]) => void;
}

function AccessChoice({ access, onAccess, groupIds, onGroups }: AccessProperties) {
  const { t } = useTranslation("library");
  const me = useMe();
  const reads = useHolds("members");
  const groups = useQuery({ ...groupsQuery, enabled: reads });
  // Only who has an account can own a collection, and take it away from the others.
  const possible = me?.account ? ACCESSES : ACCESSES.filter((each) => each === "workspace" || each === "public");
  return (
    <>
      <Radio.Group label={t("form.access")} value={access} onChange={(value) => onAccess(value as Access)}>
        <Stack gap="xs" mt="xs">
          {possible.map((each) => (
            <Radio key={each} value={each} label={t(`access.${each}`)} description={t(`access.${each}.what`)} />
          ))}
        </Stack>
      </Radio.Group>
      {access === "group" ? (
        <MultiSelect
          label={t("form.groups")}
          description={groups.data?.length === 0 ? t("form.groups.none") : undefined}
          data={groups.data?.map((each) => ({ value: each.id, label: each.name })) ?? []}
          value={groupIds}
          onChange={onGroups}
          searchable
        />
      ) : null}
    </>
  );
}
