/** The workspaces that somebody belongs to: made, entered, renamed, handed over, deleted. */

import { Badge, Button, TextInput } from "@mantine/core";
import IconBuilding from "@tabler/icons-react/dist/esm/icons/IconBuilding.mjs";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { proving } from "@/shell/step-up";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { type Column, DataTable } from "@/ui/data-table";
import { DialogForm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";

import { changed, flat, type Workspace, workspacesQuery } from "../data";
import classes from "../parts/admin.module.css";
import { lookAgain } from "./entering";
import { HandOver } from "./hand-over";

type Act = { what: "rename" | "hand-over" | "delete"; on: Workspace } | { what: "new" } | null;

export default function Workspaces() {
  const { t } = useTranslation("admin");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(workspacesQuery);
  const [act, setAct] = useState<Act>(null);
  const enter = useMutation({ mutationFn: enterWorkspace });
  const close = () => setAct(null);
  const make = <Button onClick={() => setAct({ what: "new" })}>{t("workspaces.new")}</Button>;
  const rows = flat(data);
  return (
    <>
      <PageTitle title={t("workspaces.title")} description={t("workspaces.what")} actions={rows?.length ? make : null} />
      {enter.error ? <ErrorNote error={enter.error} /> : null}
      <DataTable
        label={t("workspaces.title")}
        columns={useColumns(setAct, (workspace) => enter.mutate(workspace.id))}
        rows={rows}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        expected={2}
        empty={
          <EmptyState icon={IconBuilding} title={t("workspaces.none")} action={make}>
            {t("workspaces.none.what")}
          </EmptyState>
        }
      />
      <FormDialog opened={act?.what === "new" || act?.what === "rename"} onClose={close} title={t(act?.what === "new" ? "workspaces.new" : "rename")}>
        {() => <NameForm workspace={act?.what === "rename" ? act.on : null} onClose={close} />}
      </FormDialog>
      <FormDialog opened={act?.what === "hand-over"} onClose={close} title={t("workspaces.hand-over.title")}>
        {() => (act?.what === "hand-over" ? <HandOver workspace={act.on} onClose={close} /> : null)}
      </FormDialog>
      <ConfirmByName
        opened={act?.what === "delete"}
        onClose={close}
        title={t("workspaces.delete.title")}
        what={t("workspaces.delete.what")}
        name={act?.what === "delete" ? act.on.name : ""}
        action={t("delete")}
        onConfirm={async () => {
          if (act?.what !== "delete") return;
          await proving(() => unwrap(api.DELETE("/api/v1/workspaces/{workspace_id}", { params: { path: { workspace_id: act.on.id } } })));
          await changed("workspaces");
        }}
      />
    </>
  );
}

/** From here on every page is about the other workspace: what was read of the former one is forgotten. */
async function enterWorkspace(workspaceId: string) {
  await unwrap(api.POST("/api/v1/me/workspace", { body: { workspaceId } }));
  await lookAgain();
}

function useColumns(onAct: (act: Act) => void, onEnter: (workspace: Workspace) => void): Column<Workspace>[] {
  const { t } = useTranslation("admin");
  const account = useMe()?.account;
  return [
    {
      key: "name",
      label: t("name"),
      cell: (each) => (
        <span>
          <bdi>{each.name}</bdi> {each.current ? <Badge>{t("workspaces.current")}</Badge> : null}
        </span>
      ),
    },
    { key: "role", label: t("workspaces.role"), cell: (each) => (each.role ? t(`role.${each.role}`) : "–") },
    { key: "members", label: t("members"), align: "end", cell: (each) => <span className={classes.figure}>{formatNumber(each.members)}</span> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) => (
        <span className={classes.acts}>
          {each.current || !account ? null : (
            <Button variant="default" size="compact-sm" onClick={() => onEnter(each)} aria-label={t("workspaces.enter.of", { name: each.name })}>
              {t("workspaces.enter")}
            </Button>
          )}
          {each.role === "owner" ? (
            <>
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onAct({ what: "rename", on: each })} aria-label={t("rename.of", { name: each.name })}>
                {t("rename")}
              </Button>
              {each.current && each.members > 1 ? (
                <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onAct({ what: "hand-over", on: each })}>
                  {t("workspaces.hand-over")}
                </Button>
              ) : null}
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onAct({ what: "delete", on: each })} aria-label={t("delete.of", { name: each.name })}>
                {t("delete")}
              </Button>
            </>
          ) : null}
        </span>
      ),
    },
  ];
}

function NameForm({ workspace, onClose }: { workspace: Workspace | null; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [name, setName] = useState(workspace?.name ?? "");
  const save = async () => {
    const body = { name: name.trim() };
    await (workspace
      ? unwrap(api.PATCH("/api/v1/workspaces/{workspace_id}", { params: { path: { workspace_id: workspace.id } }, body }))
      : unwrap(api.POST("/api/v1/workspaces", { body })));
    await changed("workspaces");
  };
  return (
    <DialogForm onClose={onClose} action={t(workspace ? "save" : "workspaces.make")} onSubmit={save} disabled={!name.trim()}>
      {workspace ? null : <p>{t("workspaces.new.what")}</p>}
      <TextInput label={t("name")} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
    </DialogForm>
  );
}
