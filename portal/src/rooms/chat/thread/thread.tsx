/** Questions and answers, one below the other. */

import type { Message } from "../queries";
import type { Opened } from "../source/opened";
import { useEnding } from "../turns/listening";
import { isOver, type Turn } from "../turns/turn";
import { Answer } from "./answer";
import { Question } from "./question";
import { Suggestions } from "./suggestions";
import classes from "./thread.module.css";

interface Properties {
  messages: readonly Message[];
  turn: Turn | undefined;
  opened: Opened | null;
  onOpen: (opened: Opened) => void;
  onEdit: (question: Message, text: string) => void;
  onRetry: (answer: Message, model?: string) => void;
  onAsk: (question: string) => void;
}

export default function Thread({ messages, turn, opened, onOpen, onEdit, onRetry, onAsk }: Properties) {
  const isBusy = turn !== undefined && !isOver(turn);
  const last = messages.at(-1);
  return (
    <div className={classes.thread}>
      {messages.map((message) =>
        message.role === "user" ? (
          <Question key={message.id} message={message} isBusy={isBusy} onEdit={(text) => onEdit(message, text)} />
        ) : (
          <Told
            key={message.id}
            message={message}
            opened={opened}
            isAway={turn?.answer.id === message.id && turn.away}
            isBusy={isBusy}
                        onOpen={onOpen}
            onRetry={(model) => onRetry(message, model)}
          />
        ),
      )}
      {last?.role === "assistant" && last.state === "complete" && !isBusy ? <Suggestions answer={last} onAsk={onAsk} /> : null}
    </div>
  );
}

type AnswerProperties = Omit<Parameters<typeof Answer>[0], "ending">;

function Told(all: AnswerProperties) {
  return <Answer {...all} ending={useEnding(all.message.id)} />;
}
