/** Identity providers: signing in with an account that people have elsewhere. */

import { Button, Code, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import IconLogin2 from "@tabler/icons-react/dist/esm/icons/IconLogin2.mjs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { DataTable } from "@/ui/data-table";
import { DialogForm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";

import { changed, providersQuery } from "../data";
import { Tabs } from "../parts/tabs";
import { Who } from "../parts/who";

type Provider = Schema<"SignInProviderOut">;
const KNOWN = ["google", "github"];
const OTHER = "other";

export default function Providers() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(providersQuery);
  const [adding, setAdding] = useState(false);
  const [doomed, setDoomed] = useState<Provider | null>(null);
  const add = <Button onClick={() => setAdding(true)}>{t("providers.add")}</Button>;
  return (
    <>
      <PageTitle title={t("providers.title")} description={t("providers.what")} actions={data?.length ? add : null} />
      <Tabs of="accounts" />
      <DataTable
        label={t("providers.title")}
        rows={data}
        rowKey={(each) => each.name}
        error={error}
        onRetry={() => void refetch()}
        columns={[
          { key: "name", label: t("name"), cell: (each) => <Who name={each.name} aside={each.issuer} /> },
          { key: "client", label: t("providers.client-id"), cell: (each) => each.clientId },
          { key: "callback", label: t("providers.callback"), cell: (each) => <Code>{each.callback}</Code> },
          {
            key: "acts",
            label: t("acts"),
            quiet: true,
            align: "end",
            cell: (each) => (
              <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setDoomed(each)} aria-label={t("delete.of", { name: each.name })}>
                {t("delete")}
              </Button>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconLogin2} title={t("providers.none")} action={add}>
            {t("providers.none.what")}
          </EmptyState>
        }
      />
      <FormDialog opened={adding} onClose={() => setAdding(false)} title={t("providers.add")} size="lg">
        {() => <Add onClose={() => setAdding(false)} />}
      </FormDialog>
      <ConfirmByName
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t("providers.delete.title")}
        what={t("providers.delete.what")}
        name={doomed?.name ?? ""}
        action={t("delete")}
        onConfirm={async () => {
          if (!doomed) return;
          await proving(() => unwrap(api.DELETE("/api/v1/identity-providers/{name}", { params: { path: { name: doomed.name } } })));
          await changed("providers");
        }}
      />
    </>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [which, setWhich] = useState("google");
  const [name, setName] = useState("");
  const [issuer, setIssuer] = useState("");
  const [clientId, setClientId] = useState("");
  const [clientSecret, setClientSecret] = useState("");
  const other = which === OTHER;
  const called = other ? name.trim() : which;
  const add = async () => {
    const body = { name: called, issuer: other ? issuer.trim() : null, clientId: clientId.trim(), clientSecret: clientSecret.trim() || null };
    await proving(() => unwrap(api.POST("/api/v1/identity-providers", { body })));
    await changed("providers");
  };
  const enough = Boolean(clientId.trim() && called && (!other || issuer.trim()));
  return (
    <DialogForm onClose={onClose} action={t("providers.add")} onSubmit={add} disabled={!enough}>
      <NativeSelect
        size="md"
        label={t("providers.which")}
        data={[...KNOWN.map((value) => ({ value, label: value === "google" ? "Google" : "GitHub" })), { value: OTHER, label: t("providers.other") }]}
        value={which}
        onChange={(event) => setWhich(event.currentTarget.value)}
      />
      {other ? (
        <>
          <TextInput label={t("providers.name")} description={t("providers.name.what")} inputWrapperOrder={["label", "input", "description"]} maxLength={40} pattern="[a-z0-9][a-z0-9\-]*" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t("providers.issuer")} description={t("providers.issuer.what")} inputWrapperOrder={["label", "input", "description"]} type="url" maxLength={500} placeholder="https://login.example.org" value={issuer} onChange={(event) => setIssuer(event.currentTarget.value)} />
        </>
      ) : null}
      <TextInput label={t("providers.client-id")} maxLength={500} autoComplete="off" value={clientId} onChange={(event) => setClientId(event.currentTarget.value)} />
      <PasswordInput label={t("providers.client-secret")} description={t("providers.client-secret.what")} inputWrapperOrder={["label", "input", "description"]} maxLength={2000} autoComplete="off" value={clientSecret} onChange={(event) => setClientSecret(event.currentTarget.value)} />
      <p>{t("providers.after")}</p>
    </DialogForm>
  );
}
