/** The limits of a tier as numbers in fields; an empty field is no limit. */

import { NumberInput } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import classes from "../parts/admin.module.css";
import { LEVELS, mayBeFraction, METERS, nameOf, PERIODS, type Typed } from "./limits";

const LARGEST = 10 ** 15;

interface Properties {
  typed: Typed;
  onType: (name: string, value: number | "") => void;
}

export function LimitFields({ typed, onType }: Properties) {
  const { t } = useTranslation("admin");
  const field = (name: string, label: string, quiet: boolean) => (
    <NumberInput
      size="sm"
      label={quiet ? undefined : label}
      aria-label={label}
      placeholder={t("tiers.unlimited")}
      min={0}
      max={LARGEST}
      hideControls
      thousandSeparator=","
      allowNegative={false}
      allowDecimal={mayBeFraction(name)}
      value={typed[name] ?? ""}
      onChange={(value) => onType(name, value === "" ? "" : Number(value))}
    />
  );
  return (
    <>
      <div className={classes.limits}>
        <span />
        {PERIODS.map((period) => (
          <span key={period} className={classes.head}>
            {t(`period.${period}`)}
          </span>
        ))}
        {METERS.map((meter) => (
          <Fragment key={meter}>
            <span className={classes.meter}>{t(`meter.${meter}`)}</span>
            {PERIODS.map((period) => (
              <div key={period}>
                <span className={classes.period} aria-hidden>
                  {t(`period.${period}`)}
                </span>
                {field(nameOf(meter, period), `${t(`meter.${meter}`)} – ${t(`period.${period}`)}`, true)}
              </div>
            ))}
          </Fragment>
        ))}
      </div>
      <div className={classes.levels}>{LEVELS.map((name) => <div key={name}>{field(name, t(`level.${name}`), false)}</div>)}</div>
    </>
  );
}
