/** For screen readers: an answer is said sentence by sentence as it comes, not word by word; then, how it ended. */

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Turn } from "../turns/turn";
import classes from "./spoken.module.css";

const SENTENCE_END = /[.!?。？！…](?:\s*\[\d{1,3}\])*(?=\s|$)|\n/g;

export function Spoken({ turn }: { turn: Turn | undefined }) {
  const { t } = useTranslation("chat");
  const [said, setSaid] = useState<string[]>([]);
  const reached = useRef(0);
  const text = turn?.answer.text ?? "";
  const isComing = turn !== undefined && turn.answer.state === "writing";

  useEffect(() => {
    if (text.length < reached.current) reached.current = 0;
    const fresh = text.slice(reached.current);
    const ends = [...fresh.matchAll(SENTENCE_END)];
    const last = ends.at(-1);
    const length = isComing ? (last ? last.index + last[0].length : 0) : fresh.length;
    if (length === 0) return;
    reached.current += length;
    const sentence = plainOf(fresh.slice(0, length));
    if (sentence) setSaid((before) => [...before.slice(-3), sentence]);
  }, [text, isComing]);

  return (
    <>
      <div className={classes.unseen} aria-live="polite" aria-atomic="false" aria-relevant="additions" data-spoken="">
        {said.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p className={classes.unseen} role="status">
        {turn ? t(stateKey(turn)) : ""}
      </p>
    </>
  );
}

function stateKey({ answer, away }: Turn) {
  if (away) return "state.away";
  if (answer.state !== "writing") return "state.done";
  return answer.text ? "state.writing" : "state.searching";
}

const plainOf = (markdown: string) => markdown.replaceAll(/\[\d{1,3}\]|[*_`#|>]/g, "").replaceAll(/\s+/g, " ").trim();
