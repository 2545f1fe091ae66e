/** What could be asked next; the room for it does not move what stands above. */

import { UnstyledButton } from "@mantine/core";
import IconCornerDownRight from "@tabler/icons-react/dist/esm/icons/IconCornerDownRight.mjs";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { type Message, suggestionsQuery } from "../queries";
import classes from "./thread.module.css";

export function Suggestions({ answer, onAsk }: { answer: Message; onAsk: (question: string) => void }) {
  const { t } = useTranslation("chat");
  const items = useQuery(suggestionsQuery(answer.id)).data ?? [];
  if (!items.length) return null;
  return (
    <ul className={classes.suggestions} aria-label={t("suggestions")}>
      {items.map((question) => (
        <li key={question}>
          <UnstyledButton onClick={() => onAsk(question)}>
            <IconCornerDownRight size={17} stroke={1.7} aria-hidden />
            {question}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
