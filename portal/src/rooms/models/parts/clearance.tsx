/** The labels of what a model may see, in words and as a choice. */

import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { type Sensitivity, SENSITIVITIES } from "../data";

/** What of it may go there, as `up to Internal`. */
export function UpTo({ clearance }: { clearance: Sensitivity }) {
  const { t } = useTranslation("models");
  return t(`up-to.${clearance}`);
}

interface Properties {
  value: Sensitivity | "";
  onChange: (clearance: Sensitivity | "") => void;
  /** Offer to leave it to the service, which decides by the address. */
  withUsual?: boolean;
}

export function ClearanceChoice({ value, onChange, withUsual }: Properties) {
  const { t } = useTranslation("models");
  return (
    <NativeSelect
      size="md"
      label={t("clearance")}
      description={value === "" ? t("clearance.usual.what") : t(`clearance.what.${value}`)}
      inputWrapperOrder={["label", "input", "description"]}
      data={[...(withUsual ? [{ value: "", label: t("clearance.usual") }] : []), ...SENSITIVITIES.map((each) => ({ value: each, label: t(`up-to.${each}`) }))]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Sensitivity | "")}
    />
  );
}
