/** A conversation: what was said before at the left, the talk in the middle, a source beside it. Also the page of a new one. */

import { ActionIcon } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import IconHistory from "@tabler/icons-react/dist/esm/icons/IconHistory.mjs";
import IconMessagePlus from "@tabler/icons-react/dist/esm/icons/IconMessagePlus.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense, useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";

import { useNamedTitle } from "@/shell/title";

import { lazily } from "./lazily";
import { History } from "./history/history";
import { UndoBar } from "./history/undo-bar";
import classes from "./page.module.css";
import { conversationQuery } from "./queries";
import { Shortcuts } from "./shortcuts";
import { useOpened } from "./source/opened";
import { Talk } from "./talk";

const TalkMenu = lazily(() => import("./talk-menu"));

export default function ChatPage() {
  const { conversationId = null } = useParams({ strict: false }) as { conversationId?: string };
  const { t } = useTranslation("chat");
  const [opened] = useOpened();
  const search = useRef<HTMLInputElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const drawer = useRef<HTMLDialogElement>(null);
  const isWide = useMediaQuery(opened ? "(min-width: 100em)" : "(min-width: 68em)", undefined, { getInitialValueInEffect: false });
  const conversation = useQuery({ ...conversationQuery(conversationId ?? ""), enabled: conversationId !== null }).data;
  const title = conversationId === null ? t("new.title") : conversation?.title || t("untitled");
  useNamedTitle(conversation?.title);
  const close = () => drawer.current?.close();
  const find = useCallback(() => {
    if (!search.current?.checkVisibility()) drawer.current?.showModal();
    search.current?.focus();
  }, []);
  const history = <History current={conversationId} search={search} onChosen={close} />;
  return (
    <div className={classes.page} data-source={opened !== null || undefined}>
      {isWide ? <aside className={classes.history} aria-label={t("history.title")}>{history}</aside> : null}
      <div className={classes.middle}>
        <header className={classes.top}>
          {isWide ? null : (
            <ActionIcon size="lg" aria-label={t("history.open")} title={t("history.open")} onClick={() => drawer.current?.showModal()}>
              <IconHistory size={20} stroke={1.7} />
            </ActionIcon>
          )}
          <h1 title={title}>{title}</h1>
          {isWide ? null : (
            <ActionIcon component={Link} to="/chat" size="lg" aria-label={t("history.new")} title={t("history.new")}>
              <IconMessagePlus size={20} stroke={1.7} />
            </ActionIcon>
          )}
          <Suspense>{conversation ? <TalkMenu conversation={conversation} /> : null}</Suspense>
        </header>
        <Talk key={conversationId ?? "new"} conversationId={conversationId} composer={composer} panelClass={classes.side} />
      </div>
      {isWide ? null : (
        // A click beside the drawer meets the dialog itself, one inside it a child.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
        <dialog ref={drawer} className={classes.drawer} aria-label={t("history.title")} onClick={(event) => event.target === event.currentTarget && close()}>
          <div className={classes.drawerBody}>{history}</div>
        </dialog>
      )}
      <UndoBar />
      <Shortcuts conversationId={conversationId} composer={composer} onFind={find} />
    </div>
  );
}
