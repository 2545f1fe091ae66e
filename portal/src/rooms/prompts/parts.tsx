/** What several pages of prompts show: the text in both languages, the state of a version, the way back. */

import { SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "@/shell/language";
import { State, type Tone } from "@/ui/state";

import type { Spoken, Version } from "./data";
import classes from "./prompts.module.css";

const TONES: Record<string, Tone> = { current: "good", draft: "busy", former: "quiet", package: "quiet" };

export const spokenOf = (texts: Record<string, string>): Spoken[] => (["ko", "en"] as const).filter((each) => each in texts);

export function VersionState({ state }: { state: Version["state"] }) {
  const { t } = useTranslation("prompts");
  return <State tone={TONES[state] ?? "quiet"} text={t(`state.${state}`)} />;
}

export function Back({ to, params, children }: { to: string; params?: Record<string, string>; children: ReactNode }) {
  return (
    <p className={classes.back}>
      <Link to={to} params={params}>
        {children}
      </Link>
    </p>
  );
}

/** The text of a version; which language is shown is chosen above it. */
export function Texts({ texts, label }: { texts: Record<string, string>; label: string }) {
  const { t } = useTranslation("prompts");
  const [shown, setShown] = useState<string>(currentLanguage());
  return (
    <div className={classes.texts}>
      <SegmentedControl
        aria-label={t("language")}
        className={classes.choice}
        data={spokenOf(texts).map((each) => ({ value: each, label: t(`language.${each}`) }))}
        value={shown}
        onChange={setShown}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <pre className={classes.text} lang={shown} tabIndex={0} role="group" aria-label={label}>
        {texts[shown]}
      </pre>
    </div>
  );
}
