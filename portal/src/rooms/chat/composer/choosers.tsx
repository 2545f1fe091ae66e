/** Which documents may answer, and which model writes. */

import { Button, Menu } from "@mantine/core";
import IconBooks from "@tabler/icons-react/dist/esm/icons/IconBooks.mjs";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import IconCpu from "@tabler/icons-react/dist/esm/icons/IconCpu.mjs";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { collectionsQuery, modelsQuery } from "../queries";
import classes from "./composer.module.css";

interface Properties {
  conversationId: string | null;
  /** null: all. */
  collectionIds: string[] | null;
  /** `provider/model`; null: as the service decides. */
  model: string | null;
  chooseCollections: (ids: string[] | null) => void;
  chooseModel: (name: string | null) => void;
}

export default function Choosers({ conversationId, collectionIds, model, chooseCollections, chooseModel }: Properties) {
  return (
    <>
      <CollectionChooser chosen={collectionIds} onChoose={chooseCollections} />
      <ModelChooser conversationId={conversationId} chosen={model} onChoose={chooseModel} />
    </>
  );
}

interface CollectionProperties {
  /** null: all. */
  chosen: string[] | null;
  onChoose: (ids: string[] | null) => void;
}

function CollectionChooser({ chosen, onChoose }: CollectionProperties) {
  const { t } = useTranslation("chat");
  const collections = useQuery(collectionsQuery).data ?? [];
  if (collections.length < 2 && chosen === null) return null;
  const known = chosen?.filter((id) => collections.some((each) => each.id === id)) ?? null;
  const label =
    known === null
      ? t("collections.all")
      : known.length === 1
        ? collections.find((each) => each.id === known[0])!.name
        : t("collections.some", { count: known.length });
  const toggle = (id: string) => {
    const next = known === null ? [id] : known.includes(id) ? known.filter((each) => each !== id) : [...known, id];
    onChoose(next.length ? next : null);
  };
  return (
    <Menu position="top-start" closeOnItemClick={false} width={280}>
      <Menu.Target>
        <Button className={classes.chooser} size="compact-sm" variant="subtle" color="gray" leftSection={<IconBooks size={16} stroke={1.7} aria-hidden />} aria-label={t("collections.label", { label })} title={label}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("collections.title")}</Menu.Label>
        <Menu.Item role="menuitemcheckbox" aria-checked={known === null} onClick={() => onChoose(null)} rightSection={known === null ? <IconCheck size={15} aria-hidden /> : null}>
          {t("collections.all")}
        </Menu.Item>
        <Menu.Divider />
        <div className={classes.options}>
          {collections.map((each) => (
            <Menu.Item
              key={each.id}
              role="menuitemcheckbox"
              aria-checked={known?.includes(each.id) ?? false}
              onClick={() => toggle(each.id)}
              rightSection={known?.includes(each.id) ? <IconCheck size={15} aria-hidden /> : null}
            >
              <span className={classes.option}>
                {each.name}
                <span>{t("collections.documents", { count: each.documents })}</span>
              </span>
            </Menu.Item>
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ModelProperties {
  conversationId: string | null;
  /** `provider/model`; null: as the service decides. */
  chosen: string | null;
  onChoose: (name: string | null) => void;
}

function ModelChooser({ conversationId, chosen, onChoose }: ModelProperties) {
  const { t } = useTranslation("chat");
  const models = useQuery(modelsQuery(conversationId)).data?.items ?? [];
  if (models.length < 2 && chosen === null) return null;
  const label = chosen === null ? t("model.auto") : chosen.slice(chosen.indexOf("/") + 1);
  const tick = (isChosen: boolean) => (isChosen ? <IconCheck size={15} aria-hidden /> : null);
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>
        <Button className={classes.chooser} size="compact-sm" variant="subtle" color="gray" leftSection={<IconCpu size={16} stroke={1.7} aria-hidden />} aria-label={t("model.label", { label })} title={label}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("model.title")}</Menu.Label>
        <Menu.Item role="menuitemradio" aria-checked={chosen === null} rightSection={tick(chosen === null)} onClick={() => onChoose(null)}>
          {t("model.auto")}
        </Menu.Item>
        <Menu.Divider />
        {models.map((each) => (
          <Menu.Item key={each.name} role="menuitemradio" aria-checked={chosen === each.name} disabled={!each.allowed} rightSection={tick(chosen === each.name)} onClick={() => onChoose(each.name)}>
            <span className={classes.option}>
              {each.model}
              <span>{each.allowed ? (each.state === "resting" ? t("model.resting") : each.provider) : t("model.not-allowed")}</span>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
