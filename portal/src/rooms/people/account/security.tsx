/** How one comes in: password, passkeys, a second factor, linked identities, and where one is signed in. */

import { PageTitle } from "@/ui/page-title";
import { useTranslation } from "react-i18next";

import { Factors } from "./factors";
import { Linked } from "./linked";
import { Password } from "./password";
import { Sessions } from "./sessions";

export default function Security() {
  const { t } = useTranslation("people");
  return (
    <>
      <PageTitle title={t("security.title")} description={t("security.what")} />
      <Password />
      <Factors />
      <Linked />
      <Sessions />
    </>
  );
}
