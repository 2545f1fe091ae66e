/** Why a question was not taken, what to do, and when it works again. What was typed is back in the composer. */

import { ActionIcon, Button } from "@mantine/core";
import IconX from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { ApiError } from "@/api/errors";
import { useMe } from "@/shell/session";
import { formatDayTime } from "@/ui/format";
import { Sentence } from "@/ui/sentence";

import classes from "./composer.module.css";

export function Refusal({ error, onClose }: { error: ApiError; onClose: () => void }) {
  const { t } = useTranslation("chat");
  const me = useMe();
  return (
    <div role="alert" className={classes.refusal}>
      <div>
        <p>
          <strong>
            <Sentence text={error.message} />
          </strong>
        </p>
        {error.hint ? (
          <p>
            <Sentence text={error.hint} />
          </p>
        ) : null}
        {error.resetsAt ? <p>{t("quota.back", { when: formatDayTime(error.resetsAt) })}</p> : null}
        {me?.kind === "guest" && error.status === 429 ? (
          <Button component={Link} to="/sign-up" size="xs" mt={6}>
            {t("quota.sign-up")}
          </Button>
        ) : null}
      </div>
      <ActionIcon aria-label={t("close")} onClick={onClose}>
        <IconX size={17} />
      </ActionIcon>
    </div>
  );
}
