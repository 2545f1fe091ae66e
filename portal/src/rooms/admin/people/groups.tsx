/** Groups: people to whom a collection can be opened together. */

import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import IconUsersGroup from "@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { DataTable } from "@/ui/data-table";
import { DialogForm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";

import { changed, flat, groupsQuery, membersQuery, type PeopleGroup } from "../data";
import classes from "../parts/admin.module.css";
import { Tabs } from "../parts/tabs";
import { Who } from "../parts/who";

export default function Groups() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(groupsQuery);
  const [editing, setEditing] = useState<PeopleGroup | "new" | null>(null);
  const [filling, setFilling] = useState<PeopleGroup | null>(null);
  const [doomed, setDoomed] = useState<PeopleGroup | null>(null);
  const make = <Button onClick={() => setEditing("new")}>{t("groups.new")}</Button>;
  return (
    <>
      <PageTitle title={t("groups")} description={t("groups.what")} actions={data?.length ? make : null} />
      <Tabs of="people" />
      <DataTable
        label={t("groups")}
        rows={data}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        columns={[
          { key: "name", label: t("name"), cell: (each) => <bdi>{each.name}</bdi> },
          { key: "members", label: t("members"), cell: (each) => t("people-count", { count: each.memberIds.length }) },
          {
            key: "acts",
            label: t("acts"),
            quiet: true,
            align: "end",
            cell: (each) => (
              <span className={classes.acts}>
                <Button variant="default" size="compact-sm" onClick={() => setFilling(each)} aria-label={t("groups.members-of", { name: each.name })}>
                  {t("members")}
                </Button>
                <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setEditing(each)} aria-label={t("rename.of", { name: each.name })}>
                  {t("rename")}
                </Button>
                <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setDoomed(each)} aria-label={t("delete.of", { name: each.name })}>
                  {t("delete")}
                </Button>
              </span>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconUsersGroup} title={t("groups.none")} action={make}>
            {t("groups.none.what")}
          </EmptyState>
        }
      />
      <FormDialog opened={editing !== null} onClose={() => setEditing(null)} title={editing === "new" ? t("groups.new") : t("rename")}>
        {() => <NameForm group={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      </FormDialog>
      <FormDialog opened={filling !== null} onClose={() => setFilling(null)} title={t("groups.members-of", { name: filling?.name ?? "" })}>
        {() => (filling ? <MembersForm group={filling} onClose={() => setFilling(null)} /> : null)}
      </FormDialog>
      <ConfirmByName
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t("groups.delete.title")}
        what={t("groups.delete.what")}
        name={doomed?.name ?? ""}
        action={t("delete")}
        onConfirm={async () => {
          if (!doomed) return;
          await unwrap(api.DELETE("/api/v1/groups/{group_id}", { params: { path: { group_id: doomed.id } } }));
          await changed("groups", "members");
        }}
      />
    </>
  );
}

function NameForm({ group, onClose }: { group: PeopleGroup | null; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [name, setName] = useState(group?.name ?? "");
  const save = async () => {
    const body = { name: name.trim() };
    await (group ? unwrap(api.PATCH("/api/v1/groups/{group_id}", { params: { path: { group_id: group.id } }, body })) : unwrap(api.POST("/api/v1/groups", { body })));
    await changed("groups");
  };
  return (
    <DialogForm onClose={onClose} action={t(group ? "save" : "groups.make")} onSubmit={save} disabled={!name.trim()}>
      <TextInput label={t("name")} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
    </DialogForm>
  );
}

function MembersForm({ group, onClose }: { group: PeopleGroup; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const people = flat(useInfiniteQuery(membersQuery).data) ?? [];
  const [chosen, setChosen] = useState(group.memberIds);
  const [query, setQuery] = useState("");
  const shown = people.filter(({ name, email }) => `${name} ${email ?? ""}`.toLowerCase().includes(query.trim().toLowerCase()));
  const save = async () => {
    const path = (account_id: string) => ({ params: { path: { group_id: group.id, account_id } } });
    for (const id of chosen.filter((each) => !group.memberIds.includes(each))) {
      await unwrap(api.PUT("/api/v1/groups/{group_id}/members/{account_id}", path(id)));
    }
    for (const id of group.memberIds.filter((each) => !chosen.includes(each))) {
      await unwrap(api.DELETE("/api/v1/groups/{group_id}/members/{account_id}", path(id)));
    }
    await changed("groups", "members");
  };
  return (
    <DialogForm onClose={onClose} action={t("save")} onSubmit={save}>
      <TextInput aria-label={t("groups.find")} placeholder={t("groups.find")} value={query} onChange={(event) => setQuery(event.currentTarget.value)} data-autofocus />
      <Checkbox.Group aria-label={t("members")} value={chosen} onChange={setChosen}>
        <Stack gap="xs" className={classes.pick}>
          {shown.map((each) => (
            <Checkbox key={each.accountId} value={each.accountId} label={<Who name={each.name} aside={each.email} />} />
          ))}
          {shown.length === 0 ? <Text c="dimmed">{t("nobody-found")}</Text> : null}
        </Stack>
      </Checkbox.Group>
    </DialogForm>
  );
}
