/** Add a provider: it is asked before it is kept, and what it answered is shown. What was typed stays when it does not. */

import { Button, Checkbox, Group, NativeSelect, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { DialogForm } from "@/ui/dialog-form";

import { modelsChanged, type Offered, type Sensitivity, type Tried } from "../data";
import { ClearanceChoice } from "../parts/clearance";
import { mayAnswerLater, mended } from "../parts/mend";
import { type Choice, CHOICES, freeName, type Kind, KINDS } from "./kinds";
import { Outcome } from "./outcome";

/** What the form starts with: a server that was found on this machine. */
export interface Beginning {
  choice: Choice;
  url: string;
  model: string;
}

interface Properties {
  begin?: Beginning;
  taken: string[];
  onClose: () => void;
  onChoose: (tried: Tried) => void;
}

export function Add({ begin, taken, onClose, onChoose }: Properties) {
  const { t } = useTranslation("models");
  const [tried, setTried] = useState<Tried | null>(null);
  if (!tried) return <Form begin={begin} taken={taken} onClose={onClose} onKept={(kept) => (kept.tookMs ? setTried(kept) : onClose())} />;
  return (
    <Stack gap="md">
      <Text role="status">{t("add.kept", { name: tried.name })}</Text>
      <Outcome tried={tried} onChoose={onChoose} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t("done")}</Button>
      </Group>
    </Stack>
  );
}

function Form({ begin, taken, onClose, onKept }: Pick<Properties, "begin" | "taken" | "onClose"> & { onKept: (tried: Tried) => void }) {
  const { t } = useTranslation("models");
  const [choice, setChoice] = useState<Choice>(begin?.choice ?? "ollama");
  const [name, setName] = useState<string | null>(null);
  const [url, setUrl] = useState(begin?.url ?? "");
  const [key, setKey] = useState("");
  const [model, setModel] = useState(begin?.model ?? "");
  const [clearance, setClearance] = useState<Sensitivity | "">("");
  const [mayBeAway, setMayBeAway] = useState(false);
  const [unchecked, setUnchecked] = useState(false);
  const kind: Kind = KINDS[choice];
  const called = name ?? freeName(choice, taken);
  const enough = Boolean(called.trim() && (kind.address !== "needed" || url.trim()) && (kind.key !== "needed" || key.trim()) && (!unchecked || model.trim()));

  async function add() {
    const models = model.trim() ? [{ name: model.trim(), purpose: "chat", tools: true } satisfies Omit<Offered, "contextTokens">] : [];
    const body = {
      name: called.trim(),
      kind: kind.kind,
      url: kind.address === "fixed" ? null : url.trim() || null,
      key: kind.key === "none" ? null : key.trim() || null,
      clearance: clearance || null,
      models,
      enabled: true,
      unchecked,
    };
    try {
      const kept = await proving(() => unwrap(api.POST("/api/v1/providers", { body })));
      await modelsChanged();
      onKept(kept);
    } catch (failure) {
      setMayBeAway(mayBeAway || mayAnswerLater(failure));
      throw mended(failure, t);
    }
    return "stay";
  }

  return (
    <DialogForm onClose={onClose} action={t(unchecked ? "add.keep" : "add.try")} onSubmit={add} disabled={!enough}>
      <NativeSelect
        size="md"
        label={t("add.kind")}
        description={t(`kind.what.${choice}`)}
        inputWrapperOrder={["label", "input", "description"]}
        data={CHOICES.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={choice}
        onChange={(event) => setChoice(event.currentTarget.value as Choice)}
        data-autofocus
      />
      {kind.address === "fixed" ? null : (
        <TextInput
          label={t("address")}
          description={t(kind.address === "usual" ? "address.usual" : "address.needed")}
          inputWrapperOrder={["label", "input", "description"]}
          placeholder={kind.address === "usual" ? "http://127.0.0.1:11434" : "http://10.0.0.5:8000/v1"}
          type="url"
          maxLength={500}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      )}
      {kind.key === "none" ? null : (
        <PasswordInput
          label={t("key")}
          description={t(kind.key === "needed" ? "key.what" : "key.possible")}
          inputWrapperOrder={["label", "input", "description"]}
          maxLength={2000}
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      )}
      <TextInput label={t("add.model")} description={t("add.model.what")} inputWrapperOrder={["label", "input", "description"]} maxLength={200} value={model} onChange={(event) => setModel(event.currentTarget.value)} />
      <ClearanceChoice value={clearance} onChange={setClearance} withUsual />
      <TextInput
        label={t("name")}
        description={t("name.what")}
        inputWrapperOrder={["label", "input", "description"]}
        maxLength={40}
        pattern="[a-z0-9][a-z0-9\-]*"
        value={called}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {mayBeAway ? <Checkbox label={t("add.unchecked")} description={t("add.unchecked.what")} checked={unchecked} onChange={(event) => setUnchecked(event.currentTarget.checked)} /> : null}
    </DialogForm>
  );
}
