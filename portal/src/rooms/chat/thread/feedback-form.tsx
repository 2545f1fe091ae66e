/** Why an answer was good or bad, chosen or in one's own words. */

import { Button, Chip, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";

import type { Message } from "../queries";
import { useFeedback } from "./feedback";
import classes from "./thread.module.css";

const REASONS = ["wrong", "incomplete", "sources", "outdated", "unclear"] as const;

export default function FeedbackForm({ message, onDone }: { message: Message; onDone: () => void }) {
  const { t } = useTranslation("chat");
  const feedback = useFeedback(message);
  const rating = message.feedback?.rating ?? -1;
  const [chosen, setChosen] = useState<string[]>([]);
  const [words, setWords] = useState("");
  const [isSent, setSent] = useState(false);
  const reason = [...chosen.map((each) => t(`rate.${each}`)), words.trim()].filter(Boolean).join(" · ");
  const send = () => feedback.mutate({ rating, reason }, { onSuccess: () => setSent(true) });
  if (isSent) {
    return (
      <p className={classes.quiet} role="status">
        {t("rate.thanks")}
      </p>
    );
  }
  return (
    <form
      className={classes.feedback}
      aria-label={t("rate.why")}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p>{t(rating === 1 ? "rate.noted-good" : "rate.noted-bad")}</p>
      {rating === -1 ? (
        <Chip.Group multiple value={chosen} onChange={setChosen}>
          <div className={classes.chips}>
            {REASONS.map((each) => (
              <Chip key={each} value={each} size="xs" variant="outline">
                {t(`rate.${each}`)}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      ) : null}
      <Textarea size="sm" aria-label={t("rate.words")} placeholder={t("rate.words")} maxLength={1500} rows={2} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      {feedback.error ? <ErrorNote error={feedback.error} /> : null}
      <div className={classes.editingEnd}>
        <Button size="xs" variant="default" onClick={onDone}>
          {t("close")}
        </Button>
        <Button size="xs" type="submit" disabled={!reason} loading={feedback.isPending}>
          {t("rate.send")}
        </Button>
      </div>
    </form>
  );
}
