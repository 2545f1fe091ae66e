/** What an answer was worth: it stays with the passages, the model and the prompt that made the answer. */

import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";

import { type Message, messagesQuery } from "../queries";

export function useFeedback(message: Message) {
  const client = useQueryClient();
  const path = { message_id: message.id };
  const given = useMutation({
    mutationKey: ["chat", "feedback", message.id],
    mutationFn: (body: Schema<"FeedbackIn">) => unwrap(api.POST("/api/v1/messages/{message_id}/feedback", { params: { path }, body })),
    onSuccess: () => client.invalidateQueries(messagesQuery(message.conversationId)),
  });
  return { ...given, give: given.mutate, rating: given.variables?.rating ?? message.feedback?.rating };
}
