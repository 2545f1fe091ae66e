/** The first answer: a question that fits what was added, and every sentence with the place it comes from. */

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";

import { Answer } from "./answer";
import { libraryQuery } from "./facts";
import { Reading } from "./reading";
import { suggestionsQuery } from "./suggestions";
import { useAnswer } from "./use-answer";
import classes from "./start.module.css";

export function AnswerStep({ onDocuments }: { onDocuments: () => void }) {
  const { t, i18n } = useTranslation("start");
  const { data: library } = useQuery(libraryQuery);
  const filled = library?.find((each) => each.documents > each.unsettled + each.failed);
  const suggestions = useQuery({ ...suggestionsQuery(filled?.id ?? "", i18n.language, t), enabled: filled !== undefined }).data;
  const [question, setQuestion] = useState("");
  const [answer, ask] = useAnswer();
  if (library && !library.some((each) => each.documents > 0)) {
    return (
      <Group>
        <Button onClick={onDocuments}>{t("answer.add-first")}</Button>
      </Group>
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (question.trim()) ask(question.trim());
  }
  const askThis = (wanted: string) => {
    setQuestion(wanted);
    ask(wanted);
  };
  return (
    <Stack gap="md">
      {filled ? null : <Reading />}
      {suggestions?.length ? (
        <ul className={classes.suggestions} aria-label={t("answer.suggestions")}>
          {suggestions.map((each) => (
            <li key={each}>
              <Button variant="light" size="sm" disabled={answer?.busy} onClick={() => askThis(each)} className={classes.suggestion}>
                {each}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput label={t("answer.label")} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} flex="1 1 16rem" />
          <Button type="submit" size="md" loading={answer?.busy} disabled={!question.trim() || !filled}>
            {t("answer.ask")}
          </Button>
        </Group>
      </form>
      {answer?.error ? <ErrorNote error={answer.error} onRetry={() => ask(question)} /> : null}
      {answer ? <Answer answer={answer} /> : null}
    </Stack>
  );
}
