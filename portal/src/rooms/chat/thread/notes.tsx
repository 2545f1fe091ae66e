/** What has to be said about an answer: that it broke off, that it is quotations only, that nobody vouches for a part of it. */

import { Button } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs";
import IconInfoCircle from "@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { Sentence } from "@/ui/sentence";

import type { Message } from "../queries";
import type { Ending } from "../turns/turn";
import { unsupportedIn } from "./answer";
import classes from "./thread.module.css";

interface Properties {
  message: Message;
  ending: Ending | undefined;
  isBusy: boolean;
  onRetry: (model?: string) => void;
}

export function Notes({ message, ending, isBusy, onRetry }: Properties) {
  const { t } = useTranslation("chat");
  const { state, failure, degraded } = message;
  const again = (
    <Button size="xs" variant="default" disabled={isBusy} onClick={() => onRetry()}>
      {t("retry")}
    </Button>
  );
  const count = unsupportedIn(message).length;
  const away = ending?.withheld ?? message.modelAway;
  const withheld = away?.code === "NO_MODEL" ? null : away; // the answer itself says so
  return (
    <>
      {state === "partial" || state === "failed" ? (
        <Note isBad action={again}>
          <strong>{t(state === "partial" ? "note.partial" : "note.failed")}</strong>
          {failure ? <Told problem={failure} /> : null}
        </Note>
      ) : null}
      {state === "stopped" ? <Note action={again}>{t("note.stopped")}</Note> : null}
      {message.finish === "length" ? <Note>{t("note.length")}</Note> : null}
      {message.finish === "filtered" ? <Note>{t("note.filtered")}</Note> : null}
      {message.finish === "not_found" ? <NotFound /> : null}
      {degraded ? (
        <Note>
          <Told problem={degraded} />
        </Note>
      ) : null}
      {withheld && withheld.code !== degraded?.code ? (
        <Note>
          <Told problem={withheld} />
        </Note>
      ) : null}
      {count ? <Note>{t("note.unsupported", { count })}</Note> : null}
    </>
  );
}

export function Note({ children, action, isBad }: { children: ReactNode; action?: ReactNode; isBad?: boolean }) {
  const Sign = isBad ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={isBad ? classes.noteBad : classes.note} role={isBad ? "alert" : undefined}>
      <Sign size={18} stroke={1.7} aria-hidden />
      <div>{children}</div>
      {action}
    </div>
  );
}

function Told({ problem }: { problem: { message: string; hint?: string | null } }) {
  return (
    <>
      <p>
        <Sentence text={problem.message} />
      </p>
      {problem.hint ? (
        <p>
          <Sentence text={problem.hint} />
        </p>
      ) : null}
    </>
  );
}

/** The answer itself says that the documents do not hold it; this says what to do about it. */
function NotFound() {
  const { t } = useTranslation("chat");
  const mayAdd = useHolds("documents:write");
  return (
    <div className={classes.notFound}>
      <strong>{t("not-found.title")}</strong>
      <ul>
        <li>{t("not-found.words")}</li>
        <li>{t("not-found.collections")}</li>
        <li>
          {mayAdd ? (
            <Link to="/collections">{t("not-found.add")}</Link>
          ) : (
            t("not-found.ask")
          )}
        </li>
      </ul>
    </div>
  );
}
