/** Which pages of this room belong together. */

import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { PageTabs } from "@/ui/page-tabs";

export function ModelTabs() {
  const { t } = useTranslation("models");
  const tabs = [
    { to: "/models", text: t("tab.providers") },
    { to: "/models/routes", text: t("tab.routes") },
    { to: "/models/policy", text: t("tab.policy") },
  ];
  return <PageTabs label={t("tabs.models")} tabs={tabs} />;
}

export function CostTabs() {
  const { t } = useTranslation("models");
  const operates = useHolds("operate");
  const tabs = [
    { to: "/costs", text: t("tab.spend") },
    { to: "/costs/budgets", text: t("tab.budgets") },
    ...(operates ? [{ to: "/costs/prices", text: t("tab.prices") }] : []),
  ];
  return <PageTabs label={t("tabs.costs")} tabs={tabs} />;
}
