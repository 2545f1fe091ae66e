/** Set what a model costs: for a million tokens read and written, or for an hour of a machine of one's own. */

import { NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { DialogForm } from "@/ui/dialog-form";

import { costsChanged, type Price, pricesQuery, routesQuery } from "../data";

const MOST = 10 ** 12;
const FINEST = 6;

export type Beginning = Pick<Price, "provider" | "model"> & Partial<Pick<Price, "perMillionRead" | "perMillionWritten" | "perHour" | "validFrom">>;
type Typed = number | "";

/** A day as a field of the browser has it, where the person is. */
const dayOf = (when: Date) => [when.getFullYear(), when.getMonth() + 1, when.getDate()].map((each) => String(each).padStart(2, "0")).join("-");

function tomorrow() {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  return dayOf(day);
}

/** `begin.validFrom`: of a price that is to come, which is changed in its place. */
export function PriceForm({ begin, currency, onClose }: { begin: Beginning; currency: string; onClose: () => void }) {
  const { t } = useTranslation("models");
  const known = useKnown();
  const [provider, setProvider] = useState(begin.provider);
  const [model, setModel] = useState(begin.model);
  const [read, setRead] = useState<Typed>(begin.perMillionRead ?? "");
  const [written, setWritten] = useState<Typed>(begin.perMillionWritten ?? "");
  const [hour, setHour] = useState<Typed>(begin.perHour ?? "");
  const [from, setFrom] = useState("");
  const fixed = begin.model !== "";
  const some = read !== "" || written !== "" || hour !== "";
  const or = (typed: Typed) => (typed === "" ? null : typed);

  async function save() {
    const validFrom = begin.validFrom ?? (from ? new Date(`${from}T00:00`).toISOString() : undefined);
    await unwrap(
      api.PUT("/api/v1/prices", {
        body: { provider: provider.trim(), model: model.trim(), perMillionRead: or(read), perMillionWritten: or(written), perHour: or(hour), validFrom },
      }),
    );
    await costsChanged();
  }

  const field = (label: string, value: Typed, onType: (value: Typed) => void) => (
    <NumberInput size="md" label={label} min={0} max={MOST} hideControls allowNegative={false} decimalScale={FINEST} thousandSeparator="," suffix={` ${currency}`} value={value} onChange={(typed) => onType(typed === "" ? "" : Number(typed))} />
  );
  return (
    <DialogForm onClose={onClose} action={t("save")} onSubmit={save} disabled={!provider.trim() || !model.trim() || !some}>
      <TextInput label={t("provider")} list="known-providers" maxLength={200} readOnly={fixed} value={provider} onChange={(event) => setProvider(event.currentTarget.value)} />
      <TextInput
        label={t("model")}
        description={fixed ? undefined : t("price.pattern")}
        inputWrapperOrder={["label", "input", "description"]}
        list="known-models"
        maxLength={200}
        readOnly={fixed}
        value={model}
        onChange={(event) => setModel(event.currentTarget.value)}
      />
      <datalist id="known-providers">
        {[...new Set(known.map((each) => each.provider))].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </datalist>
      <datalist id="known-models">
        {[...new Set(known.filter((each) => !provider || each.provider === provider).map((each) => each.model))].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </datalist>
      {field(t("price.read"), read, setRead)}
      {field(t("price.written"), written, setWritten)}
      {field(t("price.hour"), hour, setHour)}
      {begin.validFrom ? (
        <TextInput type="date" label={t("price.from")} readOnly value={dayOf(new Date(begin.validFrom))} />
      ) : (
        <TextInput
          type="date"
          label={t("price.from")}
          description={t("price.from.what")}
          inputWrapperOrder={["label", "input", "description"]}
          min={tomorrow()}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      )}
      <p>{t("price.what")}</p>
    </DialogForm>
  );
}

/** Models whose names need not be typed. */
function useKnown(): { provider: string; model: string }[] {
  const routes = useQuery(routesQuery).data ?? [];
  const unknown = useQuery(pricesQuery).data?.unknown ?? [];
  return [...routes.flatMap(({ order }) => order), ...unknown];
}
