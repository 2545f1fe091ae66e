/** Hand a workspace to another member, who becomes its owner. */

import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { proving } from "@/shell/step-up";
import { DialogForm } from "@/ui/dialog-form";

import { flat, membersQuery, type Workspace } from "../data";
import { lookAgain } from "./entering";

export function HandOver({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const me = useMe();
  const members = flat(useInfiniteQuery(membersQuery).data) ?? [];
  const others = members.filter((each) => each.kind === "person" && each.accountId !== me?.account?.id);
  const [accountId, setAccountId] = useState("");
  const handOver = async () => {
    await proving(() => unwrap(api.POST("/api/v1/workspaces/{workspace_id}/transfer", { params: { path: { workspace_id: workspace.id } }, body: { accountId } })));
    await lookAgain(); // one's own rights are others now
  };
  return (
    <DialogForm onClose={onClose} action={t("workspaces.hand-over")} onSubmit={handOver} disabled={!accountId} danger>
      <p>{t("workspaces.hand-over.what", { name: workspace.name })}</p>
      <NativeSelect
        size="md"
        label={t("workspaces.new-owner")}
        data={[{ value: "", label: t("workspaces.choose") }, ...others.map((each) => ({ value: each.accountId, label: each.email ? `${each.name} (${each.email})` : each.name }))]}
        value={accountId}
        onChange={(event) => setAccountId(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
