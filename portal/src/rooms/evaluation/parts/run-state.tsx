/** How a run stands, in a word: where it has goals, whether it reached them. */

import { useTranslation } from "react-i18next";

import { State, type Tone } from "@/ui/state";

import type { Run } from "../data";

const TONES: Record<string, Tone> = { queued: "wary", running: "busy", done: "good", failed: "bad" };

export function RunState({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  if (run.state === "done" && run.missed.length) return <State tone="bad" text={t("state.missed", { count: run.missed.length })} />;
  if (run.state === "done" && Object.keys(run.bars).length) return <State tone="good" text={t("state.reached")} />;
  return <State tone={TONES[run.state] ?? "quiet"} text={t(`state.${run.state}`)} />;
}
