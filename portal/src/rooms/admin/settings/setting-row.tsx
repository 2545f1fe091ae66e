/** One setting: what it means, what holds, and where that was said. */

import { Badge, Code } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { CopyIcon } from "@/ui/copy-button";
import { Sentence } from "@/ui/sentence";

import type { Setting } from "./reading";
import classes from "./settings.module.css";

export function SettingRow({ setting }: { setting: Setting }) {
  const { t } = useTranslation("admin");
  return (
    <li className={classes.row} data-changed={setting.changed || undefined}>
      <div className={classes.what}>
        <span className={classes.name}>
          <bdi>{setting.name}</bdi>
          <CopyIcon text={setting.name} label={t("settings.copy", { name: setting.name })} icon={15} variant="subtle" color="gray" size="sm" />
        </span>
        <p>
          <Sentence text={setting.about} />
        </p>
      </div>
      <div className={classes.value}>
        <Value setting={setting} />
        <span className={classes.aside}>
          {setting.origin === "default" ? (
            t("settings.origin.default")
          ) : (
            <Badge color="gray" title={setting.file ?? undefined}>
              {setting.origin === "environment" ? t("settings.origin.environment") : setting.origin}
              {setting.file ? ` · ${setting.file}` : ""}
            </Badge>
          )}
          {setting.changed && !setting.secret ? <span>{t("settings.default", { value: setting.default || t("settings.empty") })}</span> : null}
        </span>
      </div>
    </li>
  );
}

function Value({ setting }: { setting: Setting }) {
  const { t } = useTranslation("admin");
  if (setting.secret) return <span className={setting.present ? undefined : classes.nothing}>{t(setting.present ? "settings.set" : "settings.not-set")}</span>;
  if (!setting.value) return <span className={classes.nothing}>{t("settings.empty")}</span>;
  return <Code>{setting.value}</Code>;
}
