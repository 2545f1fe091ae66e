/** Many golden questions from a file or from what is pasted: read here, then sent in portions; nothing is taken twice. */

import { Button, FileButton, Group, Progress, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { DialogForm } from "@/ui/dialog-form";

import { type Added, addQuestions, changed, type NewGolden } from "../data";
import classes from "../parts/evaluation.module.css";
import { AddedDone, NOTHING, sumOf } from "./added";
import { NotUnderstood, portionsOf, readQuestions } from "./formats";

const EXAMPLE = `{"question": "How long is the Rhine?", "passages": ["The Rhine is 1,230 km long."], "facts": ["1,230 km"]}
{"question": "Who owns the Rhine?", "answerable": false}`;
const PERCENT = 100;

interface Read {
  questions: NewGolden[];
  problem: NotUnderstood | null;
}

function read(text: string): Read {
  if (!text.trim()) return { questions: [], problem: null };
  try {
    return { questions: readQuestions(text), problem: null };
  } catch (error) {
    if (error instanceof NotUnderstood) return { questions: [], problem: error };
    throw error;
  }
}

export function Import({ collectionId, onClose }: { collectionId: string; onClose: () => void }) {
  const { t } = useTranslation("evaluation");
  const [pasted, setPasted] = useState("");
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [done, setDone] = useState<Added | null>(null);
  const { questions, problem } = read(file?.text ?? pasted);
  if (done) return <AddedDone added={done} onDone={onClose} />;

  async function send() {
    let total = NOTHING;
    let count = 0;
    try {
      for (const portion of portionsOf(questions)) {
        setSent(count);
        // oxlint-disable-next-line no-await-in-loop -- one portion after the other: their passages are looked up
        total = sumOf(total, await addQuestions(collectionId, portion, "import"));
        count += portion.length;
      }
    } finally {
      setSent(null);
      await changed("questions");
    }
    setDone(total);
    return "stay";
  }

  return (
    <DialogForm onClose={onClose} action={questions.length ? t("import.go", { count: questions.length }) : t("import")} onSubmit={send} disabled={!questions.length}>
      <Text>{t("import.what")}</Text>
      <Group>
        <FileButton onChange={(chosen) => void chosen?.text().then((text) => setFile({ name: chosen.name, text }))} accept=".jsonl,.json,.txt,application/json">
          {(properties) => (
            <Button variant="default" {...properties}>
              {t("import.file")}
            </Button>
          )}
        </FileButton>
        {file ? (
          <>
            <Text component="bdi">{file.name}</Text>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setFile(null)}>
              {t("import.paste-instead")}
            </Button>
          </>
        ) : null}
      </Group>
      {file ? null : (
        <Textarea label={t("import.paste")} placeholder={EXAMPLE} autosize minRows={6} maxRows={14} spellCheck={false} classNames={{ input: classes.pasted }} value={pasted} onChange={(event) => setPasted(event.currentTarget.value)} />
      )}
      {problem ? (
        <Text role="alert" c="var(--nullus-bad)">
          {t(`import.problem.${problem.why}`, { at: problem.at })}
        </Text>
      ) : (
        <Text role="status" c="dimmed">
          {questions.length ? t("import.found", { count: questions.length }) : ""}
        </Text>
      )}
      {sent === null ? null : <Progress value={(sent / questions.length) * PERCENT} aria-label={t("import.progress")} />}
    </DialogForm>
  );
}
