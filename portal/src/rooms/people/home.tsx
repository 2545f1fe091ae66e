/** Who is signed in, until there is more to come home to. */

import { useTranslation } from "react-i18next";

import { useMe } from "@/shell/session";
import { PageTitle } from "@/ui/page-title";

export default function Home() {
  const { t } = useTranslation("people");
  const me = useMe();
  const name = me?.account?.name || me?.account?.email;
  return <PageTitle title={name ? t("home.hello", { name }) : t("home.owner")} description={me?.role ? t(`role.${me.role}`) : undefined} />;
}
