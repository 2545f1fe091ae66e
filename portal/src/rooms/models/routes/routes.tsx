/** For each kind of work the models that are tried, in order: the first that may see the text and answers, speaks. */

import { Button } from "@mantine/core";
import IconRoute from "@tabler/icons-react/dist/esm/icons/IconRoute.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { type Offered, type Provider, providersQuery, type Route, type Routed, routesQuery } from "../data";
import classes from "../parts/models.module.css";
import { ModelTabs } from "../parts/tabs";
import { OrderForm } from "./order-form";
import { absent, everyModel, nameOf, TASKS } from "./tasks";

export default function Routes() {
  const { t } = useTranslation("models");
  const routes = useQuery(routesQuery);
  const providers = useQuery(providersQuery).data?.providers ?? [];
  const [changing, setChanging] = useState<Route | null>(null);
  const shown = routes.data ? TASKS.flatMap((task) => routes.data.find((each) => each.task === task) ?? []) : undefined;
  const offered = withUnused(routes.data ?? [], providers);
  return (
    <>
      <PageTitle title={t("routes.title")} description={t("routes.what")} />
      <ModelTabs />
      {routes.error && !shown ? <ErrorNote error={routes.error} onRetry={() => void routes.refetch()} /> : null}
      {shown ? shown.some(({ order }) => order.length) ? <List routes={shown} onChange={setChanging} /> : <None /> : routes.error ? null : <Loading rows={6} height={76} />}
      <FormDialog opened={changing !== null} onClose={() => setChanging(null)} title={changing ? t(`task.${changing.task}`) : ""} size="lg">
        {() => (changing ? <OrderForm route={changing} offered={offered} onClose={() => setChanging(null)} /> : null)}
      </FormDialog>
    </>
  );
}

/** The models of the list count as well where no task is tried with them now. */
function withUnused(routes: Route[], providers: Provider[]): Routed[] {
  const known = everyModel(routes);
  const isChat = (each: Offered) => each.purpose === "chat";
  const others = providers
    .filter((each) => each.enabled)
    .flatMap((each) => each.models.filter(isChat).map((model) => ({ provider: each.name, model: model.name, local: false, clearance: each.clearance })))
    .filter((each) => !known.some((other) => nameOf(other) === nameOf(each)));
  return [...known, ...others];
}

function None() {
  const { t } = useTranslation("models");
  return (
    <EmptyState
      icon={IconRoute}
      title={t("routes.none")}
      action={
        <Button component={Link} to="/models">
          {t("providers.add")}
        </Button>
      }
    >
      <p>{t("routes.none.what")}</p>
    </EmptyState>
  );
}

function List({ routes, onChange }: { routes: Route[]; onChange: (route: Route) => void }) {
  const { t } = useTranslation("models");
  return (
    <>
      <ul className={classes.tasks}>
        {routes.map((route) => (
          <li key={route.task} className={classes.task}>
            <div>
              <h2>{t(`task.${route.task}`)}</h2>
              <p>{t(`task.what.${route.task}`)}</p>
            </div>
            <div>
              {route.models.length ? <Order order={route.order} /> : null}
              <p>{route.models.length ? t("routes.own") : t("routes.usual", { names: route.order.map((each) => each.model).join(", ") })}</p>
              {absent(route).length ? <p>{t("routes.absent", { names: absent(route).join(", ") })}</p> : null}
            </div>
            <Button variant="default" size="compact-sm" onClick={() => onChange(route)} aria-label={t("routes.change.of", { task: t(`task.${route.task}`) })}>
              {t("change")}
            </Button>
          </li>
        ))}
      </ul>
      <section className={classes.section}>
        <h2>{t("routes.fixed")}</h2>
        <p>{t("routes.fixed.what")}</p>
      </section>
    </>
  );
}

function Order({ order }: { order: Routed[] }) {
  const { t } = useTranslation("models");
  return (
    <ol className={classes.order}>
      {order.map((each, at) => (
        <li key={nameOf(each)}>
          <span className={classes.place} aria-hidden>{`${at + 1}.`}</span>
          <span>
            <bdi>{each.model}</bdi> <span className={classes.aside}>{each.local ? t("routes.here", { provider: each.provider }) : each.provider}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
