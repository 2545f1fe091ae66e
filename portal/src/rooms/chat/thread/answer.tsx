/** An answer: its text with citations, what is to be said about it, the passages behind it, and what can be done with it. */

import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { lazily } from "../lazily";
import type { Checks, Message } from "../queries";
import { CitationMark } from "../source/citation-mark";
import { SourceList } from "../source/list";
import type { Opened } from "../source/opened";
import type { Span } from "../text/places";
import type { Ending } from "../turns/turn";
import { Actions } from "./actions";
import { Details } from "./details";
import { Notes } from "./notes";
import classes from "./thread.module.css";
import { Translation, type Tongue } from "./translation";

const AnswerText = lazily(() => import("../text/answer-text"));
const FeedbackForm = lazily(() => import("./feedback-form"));

interface Properties {
  message: Message;
  ending: Ending | undefined;
  opened: Opened | null;
  isAway: boolean;
  isBusy: boolean;
  onOpen: (opened: Opened) => void;
  onRetry: (model?: string) => void;
}

const NONE: Span[] = [];

export function Answer(all: Properties) {
  const { message, opened, isAway, isBusy, onOpen } = all;
  const { t } = useTranslation("chat");
  const [tongue, setTongue] = useState<Tongue | null>(null);
  const [isRating, setRating] = useState(false);
  const isComing = message.state === "writing";
  const text = (written: string, unsupported: Span[]) => (
    <Suspense fallback={<p className={classes.unread}>{written}</p>}>
      <AnswerText
        text={written}
        unsupported={unsupported}
        renderCitation={(number, before) => (
          <CitationMark
            answer={message}
            number={number}
            before={before}
            isOpen={opened?.of === message.id && opened.source === number && (opened.at ?? before) === before}
            onOpen={() => onOpen({ of: message.id, source: number, at: before })}
          />
        )}
      />
    </Suspense>
  );
  return (
    <article className={classes.answer} aria-label={t("answer.label")} aria-busy={isComing} data-state={message.state}>
      {message.rewritten ? <p className={classes.quiet}>{t("answer.searched", { question: message.rewritten })}</p> : null}
      {tongue ? (
        <Translation message={message} tongue={tongue} onOriginal={() => setTongue(null)} render={(written) => text(written, NONE)} />
      ) : (
        <div lang={message.language ?? undefined}>{message.text ? text(message.text, isComing ? NONE : unsupportedIn(message)) : null}</div>
      )}
      {isComing ? <Coming message={message} isAway={isAway} /> : <Notes {...all} />}
      {isComing ? null : (
        <>
          <Actions {...all} tongue={tongue} onTongue={setTongue} onRate={() => setRating(true)} isBusy={isBusy} />
          {isRating ? (
            <Suspense>
              <FeedbackForm message={message} onDone={() => setRating(false)} />
            </Suspense>
          ) : null}
          <SourceList answer={message} opened={opened} onOpen={onOpen} />
          <Details message={message} ending={all.ending} />
        </>
      )}
    </article>
  );
}

/** What shows that something happens: searching, reading, writing, or waiting for the line. */
function Coming({ message, isAway }: { message: Message; isAway: boolean }) {
  const { t } = useTranslation("chat");
  if (message.text && !isAway) return <span className={classes.caret} aria-hidden />;
  const count = message.sources.length;
  return (
    <p className={classes.coming}>
      <span className={classes.pulse} aria-hidden />
      {isAway ? t("state.away") : count ? t("state.reading", { count }) : t("state.searching")}
    </p>
  );
}

export function unsupportedIn(message: Message): Span[] {
  const { claims } = message.checks as Checks;
  if (message.mode !== "model" || message.finish === "not_found" || !claims) return NONE;
  return claims.filter((each) => !each.numbers.length).map((each) => [each.start, each.end] as const);
}
