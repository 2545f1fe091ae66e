/** One golden question by hand: what is asked, and the passages and facts that a right answer rests on. */

import { Button, Group, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { DialogForm } from "@/ui/dialog-form";

import { type Added, addQuestions, changed } from "../data";
import { AddedNote } from "./added";

const LONGEST_QUESTION = 8000;
const LONGEST_QUOTE = 20_000;

/** A line is a fact; other wordings of it stand behind bars. */
const factsOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.split("|").map((each) => each.trim()).filter(Boolean))
    .filter((wordings) => wordings.length);

export function AddQuestion({ collectionId, onClose }: { collectionId: string; onClose: () => void }) {
  const { t } = useTranslation("evaluation");
  const [question, setQuestion] = useState("");
  const [kind, setKind] = useState("answerable");
  const [quotes, setQuotes] = useState([""]);
  const [facts, setFacts] = useState("");
  const [refused, setRefused] = useState<Added | null>(null);
  const answerable = kind === "answerable";
  const passages = quotes.map((each) => each.trim()).filter(Boolean);
  const enough = question.trim() && (!answerable || passages.length || factsOf(facts).length);

  async function add() {
    const item = {
      question: question.trim(),
      answerable,
      passages: answerable ? passages.map((quote) => ({ quote })) : [],
      facts: answerable ? factsOf(facts) : [],
      source: "",
    };
    const added = await addQuestions(collectionId, [item], "hand");
    await changed("questions");
    if (!added.unmatched.length) return "done";
    setRefused(added);
    return "stay";
  }

  return (
    <DialogForm onClose={onClose} action={t("add.go")} onSubmit={add} disabled={!enough}>
      <Textarea label={t("question")} autosize minRows={2} maxLength={LONGEST_QUESTION} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} data-autofocus />
      <SegmentedControl
        aria-label={t("add.kind")}
        data={[
          { value: "answerable", label: t("add.answerable") },
          { value: "unanswerable", label: t("add.unanswerable") },
        ]}
        value={kind}
        onChange={setKind}
      />
      {answerable ? (
        <>
          {quotes.map((quote, at) => (
            <Textarea
              key={at}
              label={t("add.passage", { number: at + 1 })}
              description={at ? undefined : t("add.passage.what")}
              inputWrapperOrder={["label", "input", "description"]}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={LONGEST_QUOTE}
              value={quote}
              onChange={(event) => setQuotes(quotes.with(at, event.currentTarget.value))}
            />
          ))}
          <Group>
            <Button variant="default" size="xs" onClick={() => setQuotes([...quotes, ""])}>
              {t("add.another")}
            </Button>
          </Group>
          <Textarea
            label={t("facts")}
            description={t("facts.what")}
            inputWrapperOrder={["label", "input", "description"]}
            autosize
            minRows={2}
            maxRows={6}
            value={facts}
            onChange={(event) => setFacts(event.currentTarget.value)}
          />
        </>
      ) : (
        <Text c="dimmed">{t("add.unanswerable.what")}</Text>
      )}
      {refused ? <AddedNote added={refused} /> : null}
    </DialogForm>
  );
}
