/** Which pages of administration belong together. */

import { useTranslation } from "react-i18next";

import { holds, useMe } from "@/shell/session";
import { PageTabs } from "@/ui/page-tabs";

const SETS = {
  people: [
    { to: "/people", text: "tab.members" },
    { to: "/people/invitations", text: "tab.invitations" },
    { to: "/people/groups", text: "tab.groups" },
    { to: "/people/programs", text: "tab.programs" },
    { to: "/people/guests", text: "tab.guests" },
  ],
  accounts: [
    { to: "/accounts", text: "tab.accounts" },
    { to: "/accounts/sign-up", text: "tab.sign-up" },
    { to: "/accounts/providers", text: "tab.providers", needs: "operate" },
  ],
  jobs: [
    { to: "/jobs", text: "tab.jobs" },
    { to: "/jobs/health", text: "tab.health" },
  ],
  audit: [
    { to: "/audit", text: "tab.entries" },
    { to: "/audit/proof", text: "tab.proof" },
  ],
} satisfies Record<string, { to: string; text: string; needs?: string }[]>;

export function Tabs({ of }: { of: keyof typeof SETS }) {
  const { t } = useTranslation("admin");
  const me = useMe();
  const shown = SETS[of].filter((each) => !("needs" in each) || holds(me, each.needs as string));
  return <PageTabs label={t(`tabs.${of}`)} tabs={shown.map(({ to, text }) => ({ to, text: t(text) }))} />;
}
