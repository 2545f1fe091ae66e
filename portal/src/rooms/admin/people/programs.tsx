/** Service accounts: programs of the workspace, with a role and keys of their own. */

import { Button, TextInput } from "@mantine/core";
import IconRobot from "@tabler/icons-react/dist/esm/icons/IconRobot.mjs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { DataTable } from "@/ui/data-table";
import { DialogForm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { changed, keysQuery, type Program, programsQuery, type Role } from "../data";
import classes from "../parts/admin.module.css";
import { RoleChoice } from "../parts/choices";
import { Tabs } from "../parts/tabs";
import { ProgramKeys } from "./program-keys";

export default function Programs() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(programsQuery);
  const keys = useQuery(keysQuery).data;
  const [making, setMaking] = useState(false);
  const [holder, setHolder] = useState<Program | null>(null);
  const [doomed, setDoomed] = useState<Program | null>(null);
  const make = <Button onClick={() => setMaking(true)}>{t("programs.new")}</Button>;
  return (
    <>
      <PageTitle title={t("programs.title")} description={t("programs.what")} actions={data?.length ? make : null} />
      <Tabs of="people" />
      <DataTable
        label={t("programs.title")}
        rows={data}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        columns={[
          { key: "name", label: t("name"), cell: (each) => <bdi>{each.name}</bdi> },
          { key: "role", label: t("role"), cell: (each) => t(`role.${each.role}`) },
          { key: "keys", label: t("keys"), cell: (each) => (keys ? t("keys.count", { count: keys.filter(({ accountId }) => accountId === each.id).length }) : "…") },
          { key: "made", label: t("made"), cell: (each) => <Time when={each.createdAt} as="day" /> },
          {
            key: "acts",
            label: t("acts"),
            quiet: true,
            align: "end",
            cell: (each) => (
              <span className={classes.acts}>
                <Button variant="default" size="compact-sm" onClick={() => setHolder(each)} aria-label={t("keys.of", { name: each.name })}>
                  {t("keys")}
                </Button>
                <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setDoomed(each)} aria-label={t("delete.of", { name: each.name })}>
                  {t("delete")}
                </Button>
              </span>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconRobot} title={t("programs.none")} action={make}>
            {t("programs.none.what")}
          </EmptyState>
        }
      />
      <FormDialog opened={making} onClose={() => setMaking(false)} title={t("programs.new")}>
        {() => <NewProgram onClose={() => setMaking(false)} />}
      </FormDialog>
      <FormDialog opened={holder !== null} onClose={() => setHolder(null)} title={t("keys.of", { name: holder?.name ?? "" })} size="lg">
        {() => (holder ? <ProgramKeys program={holder} /> : null)}
      </FormDialog>
      <ConfirmByName
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t("programs.delete.title")}
        what={t("programs.delete.what")}
        name={doomed?.name ?? ""}
        action={t("delete")}
        onConfirm={async () => {
          if (!doomed) return;
          await unwrap(api.DELETE("/api/v1/service-accounts/{account_id}", { params: { path: { account_id: doomed.id } } }));
          await changed("programs", "keys");
        }}
      />
    </>
  );
}

function NewProgram({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const make = async () => {
    await unwrap(api.POST("/api/v1/service-accounts", { body: { name: name.trim(), role } }));
    await changed("programs");
  };
  return (
    <DialogForm onClose={onClose} action={t("programs.make")} onSubmit={make} disabled={!name.trim()}>
      <TextInput label={t("name")} placeholder={t("programs.example")} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <RoleChoice value={role} onChange={setRole} />
    </DialogForm>
  );
}
