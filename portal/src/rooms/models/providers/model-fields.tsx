/** The models that a provider offers here, each with what it is for and what it can. */

import { ActionIcon, NativeSelect, NumberInput, Switch, TextInput } from "@mantine/core";
import IconX from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
import { useTranslation } from "react-i18next";

import type { Schema } from "@/api/client";

import type { Offered } from "../data";
import classes from "../parts/models.module.css";

export type Edited = Schema<"ModelIn">;

const LEAST_CONTEXT = 256;
const MOST_CONTEXT = 100_000_000;

interface Properties {
  models: Edited[];
  onChange: (models: Edited[]) => void;
  purposes: Offered["purpose"][];
}

export function ModelFields({ models, onChange, purposes }: Properties) {
  const change = (at: number, changed: Partial<Edited>) => onChange(models.map((each, place) => (place === at ? { ...each, ...changed } : each)));
  return models.map((model, at) => (
    <Fields key={at} model={model} purposes={purposes} onChange={(changed) => change(at, changed)} onRemove={models.length > 1 ? () => onChange(models.filter((_, place) => place !== at)) : undefined} />
  ));
}

interface FieldsProperties {
  model: Edited;
  purposes: Offered["purpose"][];
  onChange: (changed: Partial<Edited>) => void;
  onRemove?: () => void;
}

function Fields({ model, purposes, onChange, onRemove }: FieldsProperties) {
  const { t } = useTranslation("models");
  const shown = model.purpose;
  return (
    <div className={classes.model} role="group" aria-label={model.name || t("models.new")}>
      <TextInput size="sm" label={t("model")} maxLength={200} value={model.name} onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <NativeSelect
        label={t("purpose")}
        data={purposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        value={shown}
        onChange={(event) => onChange({ purpose: event.currentTarget.value as Offered["purpose"] })}
      />
      <ActionIcon size="lg" disabled={!onRemove} aria-label={t("models.remove", { name: model.name })} onClick={onRemove}>
        <IconX size={17} />
      </ActionIcon>
      {shown === "chat" ? (
        <div className={classes.wide}>
          <NumberInput
            label={t("context")}
            placeholder={t("context.usual")}
            min={LEAST_CONTEXT}
            max={MOST_CONTEXT}
            hideControls
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator=","
            value={model.contextTokens ?? ""}
            onChange={(value) => onChange({ contextTokens: value === "" ? null : Number(value) })}
          />
          <Switch mb={8} label={t("tools")} checked={model.tools} onChange={(event) => onChange({ tools: event.currentTarget.checked })} />
        </div>
      ) : null}
    </div>
  );
}
