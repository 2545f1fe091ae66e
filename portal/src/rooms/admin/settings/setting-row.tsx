/** One setting: what it means, what holds, and where that was said. */

import { ActionIcon, Badge, Code } from "@mantine/core";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import IconCopy from "@tabler/icons-react/dist/esm/icons/IconCopy.mjs";
import { useTranslation } from "react-i18next";

import { useCopying } from "@/ui/copying";
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
          <CopyName name={setting.name} />
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

function CopyName({ name }: { name: string }) {
  const { t } = useTranslation("admin");
  const [copied, copy] = useCopying();
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={copied ? t("copied") : t("settings.copy", { name })} title={t("copy")} onClick={() => void copy(name)}>
      {copied ? <IconCheck size={15} stroke={1.7} aria-hidden /> : <IconCopy size={15} stroke={1.7} aria-hidden />}
    </ActionIcon>
  );
}
