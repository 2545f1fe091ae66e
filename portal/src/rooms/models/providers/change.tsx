/** Change a provider: its models, what it may see, its address and key. It is asked again where that matters. */

import { Button, Checkbox, PasswordInput, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { DialogForm } from "@/ui/dialog-form";
import { ErrorNote } from "@/ui/error-note";

import { modelsChanged, type Provider, type Sensitivity } from "../data";
import { ClearanceChoice } from "../parts/clearance";
import { mayAnswerLater, mended, problemOf } from "../parts/mend";
import classes from "../parts/models.module.css";
import { purposesOf } from "./kinds";
import { type Edited, ModelFields } from "./model-fields";

interface Properties {
  provider: Provider;
  /** What its server was seen to have. */
  listed?: string[];
  onClose: () => void;
}

export function Change({ provider, listed, onClose }: Properties) {
  const { t } = useTranslation("models");
  const [models, setModels] = useState<Edited[]>(provider.models);
  const [clearance, setClearance] = useState<Sensitivity>(provider.clearance);
  const [url, setUrl] = useState(provider.address);
  const [key, setKey] = useState("");
  const [withoutKey, setWithoutKey] = useState(false);
  const [enabled, setEnabled] = useState(provider.enabled);
  const [mayBeAway, setMayBeAway] = useState(false);
  const [unchecked, setUnchecked] = useState(false);
  const named = models.filter((each) => each.name.trim()).map((each) => ({ ...each, name: each.name.trim() }));
  const body: Schema<"ModelProviderChangeIn"> = {
    ...(JSON.stringify(named) === JSON.stringify(provider.models) ? {} : { models: named }),
    ...(clearance === provider.clearance ? {} : { clearance }),
    ...(url.trim() === provider.address ? {} : { url: url.trim() }),
    ...(withoutKey ? { key: "" } : key.trim() ? { key: key.trim() } : {}),
    ...(enabled === provider.enabled ? {} : { enabled }),
    unchecked,
  };

  async function save() {
    if (Object.keys(body).length === 1) return;
    try {
      await proving(() => unwrap(api.PATCH("/api/v1/providers/{name}", { params: { path: { name: provider.name } }, body })));
      await modelsChanged();
    } catch (failure) {
      setMayBeAway(mayBeAway || mayAnswerLater(failure));
      throw mended(failure, t);
    }
  }

  return (
    <DialogForm onClose={onClose} action={t("save")} onSubmit={save} disabled={named.length === 0 || !url.trim()}>
      <Models provider={provider} models={models} onChange={setModels} listed={listed} />
      <ClearanceChoice value={clearance} onChange={(chosen) => chosen && setClearance(chosen)} />
      <TextInput label={t("address")} type="url" maxLength={500} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
      <Stack gap="xs">
        <PasswordInput
          label={t("key")}
          description={t(provider.hasKey ? "key.stays" : "key.none")}
          inputWrapperOrder={["label", "input", "description"]}
          maxLength={2000}
          autoComplete="off"
          disabled={withoutKey}
          value={withoutKey ? "" : key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        {provider.hasKey ? <Checkbox label={t("key.remove")} checked={withoutKey} onChange={(event) => setWithoutKey(event.currentTarget.checked)} /> : null}
      </Stack>
      <Switch label={t("enabled")} description={t("enabled.what")} checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
      {mayBeAway ? <Checkbox label={t("add.unchecked")} description={t("change.unchecked.what")} checked={unchecked} onChange={(event) => setUnchecked(event.currentTarget.checked)} /> : null}
    </DialogForm>
  );
}

interface ModelsProperties {
  provider: Provider;
  models: Edited[];
  onChange: (models: Edited[]) => void;
  listed?: string[];
}

function Models({ provider, models, onChange, listed: seen }: ModelsProperties) {
  const { t } = useTranslation("models");
  const ask = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/providers/{name}/test", { params: { path: { name: provider.name } } })),
    onSuccess: modelsChanged,
  });
  const listed = ask.data?.listed ?? seen;
  const others = listed?.filter((name) => !models.some((each) => each.name === name)) ?? [];
  const add = (name: string) => onChange([...models, { name, purpose: "chat", tools: true }]);
  return (
    <Stack gap="sm" role="group" aria-label={t("models")}>
      <ModelFields models={models} onChange={onChange} purposes={purposesOf(provider.kind)} />
      {others.length ? (
        <ul className={classes.offers} aria-label={t("models.others")}>
          {others.map((name) => (
            <li key={name}>
              <Button variant="default" size="compact-sm" onClick={() => add(name)} aria-label={t("models.offer", { name })}>
                {`+ ${name}`}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {ask.error ? <ErrorNote error={ask.error} /> : null}
      {ask.data?.failure ? <ErrorNote error={problemOf(ask.data.failure, t)} /> : null}
      <div className={classes.acts}>
        <Button variant="default" size="compact-sm" onClick={() => add("")}>
          {t("models.add")}
        </Button>
        {listed ? null : (
          <Button variant="default" size="compact-sm" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t("models.ask")}
          </Button>
        )}
      </div>
    </Stack>
  );
}
