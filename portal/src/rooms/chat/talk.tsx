/** The talk itself: messages, the answer that comes, the composer, and the source that stands open. */

import { ActionIcon, Button } from "@mantine/core";
import IconArrowDown from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type RefObject, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { lazily } from "./lazily";
import { Composer } from "./composer/composer";
import { Quota } from "./composer/quota";
import { Refusal } from "./composer/refusal";
import { Empty } from "./empty";
import { useChange } from "./history/entry";
import classes from "./page.module.css";
import { conversationQuery, type Message, messagesQuery } from "./queries";
import { useScrolling } from "./scrolling";
import { useOpened } from "./source/opened";
import { Spoken } from "./text/spoken";
import { draftOf, setDraft } from "./turns/drafts";
import { ask, edit, forgetRefusal, NEW, rejoin, retry, stop, useRefusal, useTurn } from "./turns/listening";
import { isOver, type Turn } from "./turns/turn";

// Read when there is something to show: the empty page does not wait for them.
const readThread = () => import("./thread/thread");
const Thread = lazily(readThread);
const Choosers = lazily(() => import("./composer/choosers"));
const SourcePanel = lazily(() => import("./source/panel"));

interface Properties {
  conversationId: string | null;
  composer: RefObject<HTMLTextAreaElement | null>;
  panelClass: string;
}

export function Talk({ conversationId, composer, panelClass }: Properties) {
  const { t } = useTranslation("chat");
  const navigate = useNavigate();
  const key = conversationId ?? NEW;
  const turn = useTurn(key);
  const refusal = useRefusal(key);
  const [opened, open] = useOpened();
  const scope = useScope(conversationId);
  const stored = useInfiniteQuery({ ...messagesQuery(key), enabled: conversationId !== null });
  const kept = stored.data?.pages.toReversed().flatMap((page) => page.items) ?? [];
  const messages = shownOf(kept, turn);
  const isComing = turn !== undefined && !isOver(turn);
  const { place, isBehind, follow } = useScrolling(`${messages.length}-${turn?.answer.text.length ?? 0}`, isComing);

  const last = kept.at(-1);
  const unheard = last?.role === "assistant" && last.state === "writing" ? last : null;
  useEffect(() => {
    if (unheard && !turn) void rejoin(unheard);
  }, [unheard, turn]);
  useEffect(() => {
    if (matchMedia("(hover: hover)").matches) composer.current?.focus();
  }, [composer]);

  const restore = (text: string) => () => {
    if (!draftOf(key)) setDraft(key, text);
  };
  const send = (text: string) => {
    const asked = { text, ...scope.asked };
    follow();
    void ask(conversationId, messages.at(-1)?.id ?? null, asked, {
      onRefused: restore(text),
      onTaken: (id) => {
        if (conversationId === null) void navigate({ to: "/chat/$conversationId", params: { conversationId: id } as never, replace: true });
      },
    });
  };
  const answer = opened ? messages.find((each) => each.id === opened.of) : undefined;
  return (
    <>
      <div className={classes.talk}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
        <div ref={place} className={classes.scroll} tabIndex={0} role="region" aria-label={t("thread.label")}>
          {conversationId && stored.isPending && !turn ? <Waiting /> : null}
          {stored.error && !messages.length ? <div className={classes.fault}><ErrorNote error={stored.error} onRetry={() => void stored.refetch()} /></div> : null}
          {!conversationId && !turn ? <Empty collectionIds={scope.collectionIds} onAsk={send} /> : null}
          {stored.hasNextPage ? (
            <Button className={classes.earlier} variant="subtle" size="xs" loading={stored.isFetchingNextPage} onClick={() => void stored.fetchNextPage()}>
              {t("thread.earlier")}
            </Button>
          ) : null}
          {messages.length ? (
            <Suspense fallback={<Waiting />}>
              <Thread
                messages={messages}
                turn={turn}
                opened={opened}
                onOpen={open}
                onEdit={(question, text) => void edit(question, { text, ...scope.asked }, () => {})}
                onRetry={(message, model) => void retry(message, model)}
                onAsk={send}
              />
            </Suspense>
          ) : null}
        </div>
        {isBehind ? (
          <ActionIcon className={classes.down} size="lg" radius="xl" variant="default" aria-label={t("thread.down")} onClick={follow}>
            <IconArrowDown size={18} />
          </ActionIcon>
        ) : null}
        {refusal ? <Refusal error={refusal} onClose={() => forgetRefusal(key)} /> : null}
        <Composer
          draftKey={key}
          isComing={isComing}
          isStopping={turn?.stopping ?? false}
          field={composer}
          choosers={
            <Suspense>
              <Choosers conversationId={conversationId} {...scope} />
            </Suspense>
          }
          note={<Quota conversationId={conversationId} />}
          onSend={send}
          onTyped={() => void readThread()}
          onStop={() => void stop(key)}
        />
        <Spoken turn={turn} />
      </div>
      {opened && answer ? (
        <div className={panelClass}>
          <Suspense>
            <SourcePanel answer={answer} opened={opened} onOpen={open} />
          </Suspense>
        </div>
      ) : null}
    </>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting}>
      <Loading rows={4} height={72} />
    </div>
  );
}

/** What is stored, up to where the answer that comes goes on, and then that. */
function shownOf(kept: readonly Message[], turn: Turn | undefined): Message[] {
  if (!turn) return [...kept];
  const end = turn.above === null ? 0 : kept.findIndex((each) => each.id === turn.above) + 1;
  return [...kept.slice(0, end), ...(turn.question ? [turn.question] : []), turn.answer];
}

/** Which collections and which model: the conversation's own, or, for a new one, what is chosen here. */
function useScope(conversationId: string | null) {
  const { collection } = useSearch({ strict: false }) as { collection?: string };
  const stored = useQuery({ ...conversationQuery(conversationId ?? ""), enabled: conversationId !== null }).data;
  const change = useChange(conversationId ?? "");
  const [collectionIds, setCollections] = useState<string[] | null>(typeof collection === "string" ? [collection] : null);
  const [model, setModel] = useState<string | null>(null);
  if (conversationId === null) {
    return { collectionIds, model, asked: { collectionIds, model }, chooseCollections: setCollections, chooseModel: setModel };
  }
  const pending = change.isPending ? change.variables : undefined;
  return {
    collectionIds: pending?.collectionIds !== undefined ? pending.collectionIds : (stored?.collectionIds ?? null),
    model: pending?.model !== undefined ? pending.model : (stored?.model ?? null),
    asked: {},
    chooseCollections: (ids: string[] | null) => change.mutate({ collectionIds: ids }),
    chooseModel: (name: string | null) => change.mutate({ model: name }),
  };
}
