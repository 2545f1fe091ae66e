/** Who answered, how long it took, and what was tried before. */

import { useTranslation } from "react-i18next";

import type { Schema } from "@/api/client";
import { formatMoney, formatNumber, formatSeconds } from "@/ui/format";

import type { Message } from "../queries";
import type { Ending } from "../turns/turn";
import classes from "./thread.module.css";

export function Details({ message, ending }: { message: Message; ending: Ending | undefined }) {
  const { t } = useTranslation("chat");
  const attempts = (ending?.served?.attempts ?? message.attempts) as Schema<"AttemptOut">[];
  const seconds = ending?.served?.seconds ?? (message.took.total ? message.took.total / 1000 : undefined);
  const who = message.mode === "extractive" ? t("details.quotes") : message.model;
  if (!who) return null;
  const line = [who, seconds ? formatSeconds(seconds) : "", ending?.served?.cached ? t("details.kept") : ""].filter(Boolean).join(" · ");
  const tokens = message.usage as { promptTokens?: number; completionTokens?: number };
  const facts: [string, string][] = [];
  if (message.provider) facts.push([t("details.provider"), message.provider]);
  if (tokens.completionTokens) facts.push([t("details.tokens"), `${formatNumber(tokens.promptTokens ?? 0)} → ${formatNumber(tokens.completionTokens)}`]);
  if (message.cost && message.currency) facts.push([t("details.cost"), formatMoney(message.cost, message.currency)]);
  if (ending?.served?.redacted) facts.push([t("details.hidden"), formatNumber(ending.served.redacted)]);
  if (message.prompt) facts.push([t("details.prompt"), message.prompt]);
  const tried = attempts.filter((each) => each.outcome !== "served");
  if (!facts.length && !tried.length) return <p className={classes.meta}>{line}</p>;
  return (
    <details className={classes.meta}>
      <summary>{line}</summary>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {tried.length ? (
          <div>
            <dt>{t("details.tried")}</dt>
            <dd>
              {tried.map((each) => (
                <span key={`${each.provider}/${each.model}`}>{`${each.model} (${each.why || each.outcome}) `}</span>
              ))}
            </dd>
          </div>
        ) : null}
      </dl>
    </details>
  );
}
