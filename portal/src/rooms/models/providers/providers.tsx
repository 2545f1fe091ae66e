/** The model providers of this service: which there are, whether they answer, and how to add one. */

import { Button } from "@mantine/core";
import IconCpu from "@tabler/icons-react/dist/esm/icons/IconCpu.mjs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { DataTable } from "@/ui/data-table";
import { FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";

import { modelsChanged, type Provider, providersQuery, type Tried } from "../data";
import { ModelTabs } from "../parts/tabs";
import { Add, type Beginning } from "./add";
import { Change } from "./change";
import { useColumns } from "./columns";
import { Detected, Installed } from "./installed";
import { Trial } from "./trial";

type Opened = { what: "add"; begin?: Beginning } | { what: "trial" | "remove"; of: Provider } | { what: "change"; of: Provider; listed?: string[] } | null;

export default function Providers() {
  const { t } = useTranslation("models");
  const { data, error, refetch } = useQuery(providersQuery);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const choose = (tried: Tried) => setOpened({ what: "change", of: tried, listed: tried.listed });
  const add = (begin?: Beginning) => setOpened({ what: "add", begin });
  const addButton = <Button onClick={() => add()}>{t("providers.add")}</Button>;
  const writes = data?.items.some((each) => each.role === "chat" && each.problem === null);
  return (
    <>
      <PageTitle title={t("providers.title")} description={t("providers.what")} actions={data?.providers.length ? addButton : null} />
      <ModelTabs />
      <Detected items={data?.items} kept={data?.providers ?? []} onKeep={add} />
      <DataTable
        label={t("providers.list")}
        columns={useColumns({
          onTry: (of) => setOpened({ what: "trial", of }),
          onChange: (of) => setOpened({ what: "change", of }),
          onRemove: (of) => setOpened({ what: "remove", of }),
        })}
        rows={data?.providers}
        rowKey={(each) => each.name}
        error={error}
        onRetry={() => void refetch()}
        expected={2}
        empty={
          <EmptyState icon={IconCpu} title={t(writes ? "providers.none" : "providers.no-model")} action={addButton}>
            <p>{t(writes ? "providers.none.what" : "providers.no-model.what")}</p>
          </EmptyState>
        }
      />
      {data ? <Installed items={data.items} /> : null}
      <FormDialog opened={opened?.what === "add"} onClose={close} title={t("providers.add")} size="lg">
        {() => <Add begin={opened?.what === "add" ? opened.begin : undefined} taken={data?.providers.map((each) => each.name) ?? []} onClose={close} onChoose={choose} />}
      </FormDialog>
      <FormDialog opened={opened?.what === "trial"} onClose={close} title={opened?.what === "trial" ? t("trial.title", { name: opened.of.name }) : ""} size="lg">
        {() => (opened?.what === "trial" ? <Trial name={opened.of.name} onChoose={choose} /> : null)}
      </FormDialog>
      <FormDialog opened={opened?.what === "change"} onClose={close} title={opened?.what === "change" ? t("change.title", { name: opened.of.name }) : ""} size="lg">
        {() => (opened?.what === "change" ? <Change provider={opened.of} listed={opened.listed} onClose={close} /> : null)}
      </FormDialog>
      <ConfirmByName
        opened={opened?.what === "remove"}
        onClose={close}
        title={t("remove.title")}
        what={t("remove.what")}
        name={opened?.what === "remove" ? opened.of.name : ""}
        action={t("remove")}
        onConfirm={async () => {
          if (opened?.what !== "remove") return;
          const { name } = opened.of;
          await proving(() => unwrap(api.DELETE("/api/v1/providers/{name}", { params: { path: { name } } })));
          await modelsChanged();
        }}
      />
    </>
  );
}
