/** What the operator started this service with: every setting with its meaning, its value and where that came from. */

import { Switch, TextInput } from "@mantine/core";
import IconSearchOff from "@tabler/icons-react/dist/esm/icons/IconSearchOff.mjs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "@/shell/language";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { Sentence } from "@/ui/sentence";

import bars from "../parts/admin.module.css";
import { found, grouped, type Settings, settingsQuery } from "./reading";
import { SettingRow } from "./setting-row";
import classes from "./settings.module.css";

export function OperatorSettings() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(settingsQuery(currentLanguage()));
  return (
    <section className={classes.operator}>
      <h2>{t("settings.operator")}</h2>
      {data ? <Found settings={data} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={8} height={56} />}
    </section>
  );
}

function Found({ settings }: { settings: Settings }) {
  const { t } = useTranslation("admin");
  const [typed, setTyped] = useState("");
  const [onlyChanged, setOnlyChanged] = useState(false);
  const shown = found(settings.items, typed, onlyChanged);
  const differing = settings.items.filter(({ changed }) => changed).length;
  return (
    <>
      <p className={classes.how}>
        <Sentence text={t("settings.how", { folder: settings.folder })} />
      </p>
      <search className={bars.bar}>
        <TextInput
          type="search"
          className={bars.grow}
          size="sm"
          label={t("search")}
          placeholder={t("settings.search")}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Switch
          className={classes.switch}
          label={t("settings.changed", { count: differing, shown: formatNumber(differing) })}
          checked={onlyChanged}
          onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
        />
      </search>
      <p role="status" className={classes.count}>
        {t("settings.count", { count: shown.length, shown: formatNumber(shown.length) })}
      </p>
      {shown.length === 0 ? (
        <EmptyState icon={IconSearchOff} title={t(typed.trim() ? "settings.none" : "settings.none.changed")}>
          {t(typed.trim() ? (onlyChanged ? "settings.none.both" : "settings.none.what") : "settings.none.changed.what")}
        </EmptyState>
      ) : null}
      {grouped(shown).map(({ group, title, items }) => (
        <section key={group} className={classes.group} aria-labelledby={`settings-${group}`}>
          <h3 id={`settings-${group}`}>{title}</h3>
          <ul>
            {items.map((each) => (
              <SettingRow key={each.name} setting={each} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
