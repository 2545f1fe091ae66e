/** A conversation read by its link. The token stands in the part of the address that browsers do not send, and leaves it at once. */

import { Anchor } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { useNamedTitle } from "@/shell/title";
import { ErrorNote } from "@/ui/error-note";
import { formatDay } from "@/ui/format";
import { Loading } from "@/ui/loading";

import { lazily } from "../lazily";
import { pathOf } from "../source/placing";
import thread from "../thread/thread.module.css";
import classes from "./share.module.css";

const AnswerText = lazily(() => import("../text/answer-text"));

type SharedMessage = Schema<"SharedMessageOut">;

/** Read once, before anything else can: from then on only this window's memory holds it. */
function takeToken(): string {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token) history.replaceState(history.state, "", location.pathname);
  return token;
}

export default function Shared() {
  const { t } = useTranslation("chat");
  const [token] = useState(takeToken);
  const found = useInfiniteQuery({
    queryKey: ["chat", "shared", token],
    enabled: token !== "",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ pageParam }) => unwrap(api.POST("/api/v1/shared", { body: { token, cursor: pageParam } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const first = found.data?.pages[0];
  useNamedTitle(first?.title);
  const messages = found.data?.pages.toReversed().flatMap((page) => page.messages) ?? [];
  return (
    <div className={classes.page}>
      <header>
        <h1>{first?.title || t("shared.title")}</h1>
        {first ? <p className={classes.when}>{t("shared.when", { made: formatDay(first.sharedAt), ends: formatDay(first.expiresAt) })}</p> : null}
      </header>
      {token ? null : <p role="alert">{t("shared.no-token")}</p>}
      {found.isLoading ? <Loading rows={4} height={72} /> : null}
      {found.error ? <ErrorNote error={found.error} /> : null}
      {found.hasNextPage ? (
        <Anchor component="button" type="button" onClick={() => void found.fetchNextPage()}>
          {t("thread.earlier")}
        </Anchor>
      ) : null}
      {messages.map((message, at) => (
        <SharedTurn key={at} message={message} />
      ))}
    </div>
  );
}

function SharedTurn({ message }: { message: SharedMessage }) {
  const { t } = useTranslation("chat");
  if (message.role === "user") {
    return (
      <article className={thread.question} aria-label={t("question.label")}>
        <p className={thread.asked}>{message.text}</p>
      </article>
    );
  }
  const cited = new Set(message.citations.map((each) => each.number));
  const sources = message.sources.filter((each) => cited.has(each.number));
  return (
    <article className={thread.answer} aria-label={t("answer.label")}>
      <Suspense fallback={<p className={thread.unread}>{message.text}</p>}>
        <AnswerText text={message.text} renderCitation={(number) => <sup>[{number}]</sup>} />
      </Suspense>
      {message.withheldText || message.withheld.length ? <p className={thread.quiet}>{t("shared.withheld")}</p> : null}
      {sources.length ? (
        <ol className={classes.sources}>
          {sources.map((each) => (
            <li key={each.number} value={each.number}>
              <Link to="/documents/$documentId" params={{ documentId: each.documentId } as never} search={{ chunk: each.chunkId } as never}>
                {each.documentName}
              </Link>
              {pathOf(each) ? ` › ${pathOf(each)}` : ""}
            </li>
          ))}
        </ol>
      ) : null}
    </article>
  );
}
