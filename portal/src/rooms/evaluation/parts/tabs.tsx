/** The two lists of this room, as links under the heading. */

import { useTranslation } from "react-i18next";

import { PageTabs } from "@/ui/page-tabs";

export function EvaluationTabs() {
  const { t } = useTranslation("evaluation");
  return (
    <PageTabs
      label={t("title")}
      tabs={[
        { to: "/evaluation", text: t("runs.title") },
        { to: "/evaluation/questions", text: t("questions.title") },
      ]}
    />
  );
}
