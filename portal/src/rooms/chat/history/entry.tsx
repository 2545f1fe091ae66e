/** One conversation in the list, with its name to change in place. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { useImeSafeSubmit } from "@/ui/ime-safe-submit";

import { lazily } from "../lazily";
import { type Conversation, conversationQuery } from "../queries";
import { deleteSoon } from "./deleting";
import classes from "./history.module.css";

const EntryMenu = lazily(() => import("./entry-menu"));

export function useChange(id: string) {
  const client = useQueryClient();
  const path = { conversation_id: id };
  return useMutation({
    mutationFn: (body: Schema<"ConversationChange">) => unwrap(api.PATCH("/api/v1/conversations/{conversation_id}", { params: { path }, body })),
    onSuccess: async (changed) => {
      client.setQueryData(conversationQuery(id).queryKey, changed);
      await client.invalidateQueries({ queryKey: ["chat", "conversations"] });
    },
  });
}

export function Entry({ conversation, isCurrent, onChosen }: { conversation: Conversation; isCurrent: boolean; onChosen?: () => void }) {
  const { t } = useTranslation("chat");
  const [isNaming, setNaming] = useState(false);
  const change = useChange(conversation.id);
  const navigate = useNavigate();
  const { id, pinnedAt, found } = conversation;
  const title = conversation.title || t("untitled");
  const leave = () => {
    deleteSoon(id, title);
    if (isCurrent) void navigate({ to: "/chat" });
  };
  if (isNaming) return <Naming title={conversation.title} onName={(name) => { setNaming(false); if (name) change.mutate({ title: name }); }} />;
  return (
    <li className={classes.entry} data-current={isCurrent || undefined}>
      <Link to="/chat/$conversationId" params={{ conversationId: id } as never} aria-current={isCurrent ? "page" : undefined} onClick={onChosen} onDoubleClick={() => setNaming(true)} title={title}>
        <span className={classes.name}>{title}</span>
        {found && found.messageId ? <span className={classes.found}>{found.text}</span> : null}
      </Link>
      <Suspense>
        <EntryMenu title={title} isPinned={pinnedAt !== null} onRename={() => setNaming(true)} onPin={() => change.mutate({ pinned: !pinnedAt })} onDelete={leave} />
      </Suspense>
    </li>
  );
}

function Naming({ title, onName }: { title: string; onName: (name: string | null) => void }) {
  const { t } = useTranslation("chat");
  const [name, setName] = useState(title);
  const done = () => onName(name.trim() && name.trim() !== title ? name.trim() : null);
  const onEnter = useImeSafeSubmit(done);
  return (
    <li className={classes.entry}>
      <input
        className={classes.naming}
        aria-label={t("history.name")}
        value={name}
        maxLength={200}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={done}
        onKeyDown={(event) => (event.key === "Escape" ? onName(null) : onEnter(event))}
      />
    </li>
  );
}
