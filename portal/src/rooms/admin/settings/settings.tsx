/** The settings: what can be changed right here, where the rest lives, and what the service was started with. */

import { useTranslation } from "react-i18next";

import { PageTitle } from "@/ui/page-title";

import { Elsewhere } from "./elsewhere";
import { ServiceName } from "./name";
import { OperatorSettings } from "./operator-settings";
import classes from "./settings.module.css";

export default function Settings() {
  const { t } = useTranslation("admin");
  return (
    <>
      <PageTitle title={t("settings.title")} description={t("settings.what")} />
      <section className={classes.here} aria-label={t("settings.here")}>
        <ServiceName />
        <Elsewhere />
      </section>
      <OperatorSettings />
    </>
  );
}
