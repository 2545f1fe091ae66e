/** The choice of the days, kept in the address. */

import { SegmentedControl, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import classes from "./insight.module.css";
import { type Asked, isDay, lengthOf, LENGTHS, USUAL } from "./period";

const OWN = "own";

/** `shown`: the days that are looked at now, to begin one's own choice with. */
export function PeriodChoice({ asked, shown }: { asked: Asked; shown?: { from: string; to: string } }) {
  const { t } = useTranslation("insight");
  const navigate = useNavigate();
  const length = lengthOf(asked);
  const go = (search: Asked) => void navigate({ to: "/insight", search, replace: true, resetScroll: false });
  const name = (change: Asked) => {
    const next = { from: asked.from ?? shown?.from, to: asked.to ?? shown?.to, ...change };
    if (isDay(next.from) && isDay(next.to)) go({ from: next.from, to: next.to });
  };
  const choose = (value: string) => {
    if (value === OWN) name({});
    else go(Number(value) === USUAL ? {} : { days: Number(value) });
  };
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label={t("period")}
        data={[...LENGTHS.map((days) => ({ value: String(days), label: t("period.days", { count: days }) })), { value: OWN, label: t("period.own") }]}
        value={length === null ? OWN : String(length)}
        onChange={choose}
      />
      {length === null ? (
        <>
          <TextInput size="sm" type="date" aria-label={t("period.from")} value={asked.from ?? ""} max={asked.to} onChange={(event) => name({ from: event.currentTarget.value })} />
          <TextInput size="sm" type="date" aria-label={t("period.to")} value={asked.to ?? ""} min={asked.from} onChange={(event) => name({ to: event.currentTarget.value })} />
        </>
      ) : null}
    </div>
  );
}
