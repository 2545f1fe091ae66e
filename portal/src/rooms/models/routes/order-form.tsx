/** The order in which models are tried for one kind of work, moved by buttons; what moved is told to who does not see it. */

import { ActionIcon, NativeSelect, Switch } from "@mantine/core";
import IconArrowDown from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
import IconArrowUp from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
import IconX from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { DialogForm } from "@/ui/dialog-form";

import { modelsChanged, type Route, type Routed, type Task } from "../data";
import { UpTo } from "../parts/clearance";
import classes from "../parts/models.module.css";
import { nameOf } from "./tasks";

interface Properties {
  route: Route;
  /** Every model that there is. */
  offered: Routed[];
  onClose: () => void;
}

export function OrderForm({ route, offered, onClose }: Properties) {
  const { t } = useTranslation("models");
  const [order, setOrder] = useState(route.order);
  const [usual, setUsual] = useState(route.models.length === 0);
  const [told, setTold] = useState("");
  const others = offered.filter((each) => !order.some((one) => nameOf(one) === nameOf(each)));

  async function save() {
    const models = usual ? [] : order.map(nameOf);
    if (models.join("\n") === route.models.join("\n")) return;
    await unwrap(api.PUT("/api/v1/routes", { body: { task: route.task as Task, models } }));
    await modelsChanged();
  }

  /** Whoever changes the order has one of their own. */
  function put(now: Routed[], words: string) {
    setOrder(now);
    setUsual(false);
    setTold(words);
  }

  function move(at: number, by: -1 | 1) {
    const [moved, other] = [order[at], order[at + by]];
    if (moved && other) put(order.with(at, other).with(at + by, moved), t("order.moved", { name: moved.model, place: at + by + 1, of: order.length }));
  }

  function add(name: string) {
    const chosen = others.find((each) => nameOf(each) === name);
    if (chosen) put([...order, chosen], t("order.moved", { name: chosen.model, place: order.length + 1, of: order.length + 1 }));
  }

  const remove = (gone: Routed) => put(order.filter((each) => each !== gone), t("order.removed", { name: gone.model }));
  const isBack = usual && route.models.length > 0;

  return (
    <DialogForm onClose={onClose} action={t("save")} onSubmit={save} disabled={order.length === 0 && !usual}>
      <p>{t("order.what")}</p>
      {isBack ? null : <Moving order={order} onMove={move} onRemove={remove} />}
      {isBack || others.length === 0 ? null : (
        <NativeSelect
          size="md"
          label={t("order.add")}
          data={[{ value: "", label: t("order.choose") }, ...others.map((each) => ({ value: nameOf(each), label: `${each.model} (${each.provider})` }))]}
          value=""
          onChange={(event) => add(event.currentTarget.value)}
        />
      )}
      <Switch label={t("order.usual")} description={t("order.usual.what")} checked={usual} onChange={(event) => setUsual(event.currentTarget.checked)} />
      <p role="status" className={classes.unseen}>
        {told}
      </p>
    </DialogForm>
  );
}

interface MovingProperties {
  order: Routed[];
  onMove: (at: number, by: -1 | 1) => void;
  onRemove: (gone: Routed) => void;
}

function Moving({ order, onMove, onRemove }: MovingProperties) {
  const { t } = useTranslation("models");
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<{ name: string; way: string } | null>(null);
  useLayoutEffect(() => {
    // A button that is moved within the page loses the focus: give it back.
    const place = held ? order.findIndex((each) => nameOf(each) === held.name) : -1;
    if (held && place >= 0) list.current?.children[place]?.querySelector<HTMLElement>(`[data-way="${held.way}"]`)?.focus();
  }, [order, held]);
  const move = (at: number, by: -1 | 1, each: Routed) => [onMove(at, by), setHeld({ name: nameOf(each), way: by < 0 ? "up" : "down" })];
  return (
    <ol ref={list} className={classes.moving} aria-label={t("order.list")}>
        {order.map((each, at) => (
          <li key={nameOf(each)}>
            <span className={classes.place} aria-hidden>{`${at + 1}.`}</span>
            <span className={classes.named}>
              <bdi>{each.model}</bdi>
              <span className={classes.aside}>
                {each.provider} · <UpTo clearance={each.clearance} />
              </span>
            </span>
            <span className={classes.moves}>
              <ActionIcon size="lg" data-way="up" aria-disabled={at === 0} aria-label={t("order.up", { name: each.model })} onClick={() => move(at, -1, each)}>
                <IconArrowUp size={18} />
              </ActionIcon>
              <ActionIcon size="lg" data-way="down" aria-disabled={at === order.length - 1} aria-label={t("order.down", { name: each.model })} onClick={() => move(at, 1, each)}>
                <IconArrowDown size={18} />
              </ActionIcon>
              <ActionIcon size="lg" aria-disabled={order.length === 1} aria-label={t("order.remove", { name: each.model })} onClick={() => order.length > 1 && onRemove(each)}>
                <IconX size={17} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
  );
}
