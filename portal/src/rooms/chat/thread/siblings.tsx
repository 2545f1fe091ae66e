/** `‹ 2/3 ›`: the same question in other words, or the same question answered again. Choosing one goes on from there. */

import { ActionIcon } from "@mantine/core";
import IconChevronLeft from "@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs";
import IconChevronRight from "@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { formatNumber } from "@/ui/format";

import { type Message, messagesQuery } from "../queries";
import classes from "./thread.module.css";

export function Siblings({ message, isBusy }: { message: Message; isBusy: boolean }) {
  const { t } = useTranslation("chat");
  const client = useQueryClient();
  const path = { conversation_id: message.conversationId };
  const choose = useMutation({
    mutationFn: async (messageId: string) => {
      await unwrap(api.PATCH("/api/v1/conversations/{conversation_id}", { params: { path }, body: { messageId } }));
      await client.invalidateQueries(messagesQuery(message.conversationId));
    },
  });
  const { siblings } = message;
  const at = siblings.indexOf(message.id);
  if (siblings.length < 2 || at < 0) return null;
  const step = (by: number) => choose.mutate(siblings[at + by]);
  const places = { at: formatNumber(at + 1), all: formatNumber(siblings.length) };
  return (
    <span className={classes.siblings} role="group" aria-label={t("sibling.label", places)}>
      <ActionIcon size="sm" aria-label={t("sibling.former")} disabled={isBusy || choose.isPending || at === 0} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span aria-hidden>{`${places.at}/${places.all}`}</span>
      <ActionIcon size="sm" aria-label={t("sibling.next")} disabled={isBusy || choose.isPending || at === siblings.length - 1} onClick={() => step(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </span>
  );
}
