/** Before the first question: what can be asked here, or what is missing before something can be. */

import { Button, Skeleton, UnstyledButton } from "@mantine/core";
import IconBooks from "@tabler/icons-react/dist/esm/icons/IconBooks.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { EmptyState } from "@/ui/empty-state";

import classes from "./page.module.css";
import { collectionsQuery, modelsQuery } from "./queries";

const MOST_QUESTIONS = 4;
const DOCUMENTS_LOOKED_AT = 3;
const LONGEST = 60;

interface Properties {
  /** Those that are asked; null: all. */
  collectionIds: string[] | null;
  onAsk: (question: string) => void;
}

export function Empty({ collectionIds, onAsk }: Properties) {
  const { t } = useTranslation("chat");
  const collections = useQuery(collectionsQuery);
  const models = useQuery(modelsQuery(null)).data;
  const mayAdd = useHolds("documents:write");
  const mayConnect = useHolds("operate");
  const documents = collections.data?.reduce((sum, each) => sum + each.documents, 0) ?? 0;
  const { topics, isLooking } = useTopics(
    collections.data?.filter((each) => each.documents > 0 && (collectionIds?.includes(each.id) ?? true)).map((each) => each.id) ?? [],
  );
  if (collections.data && documents === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState
          icon={IconBooks}
          title={t("empty.no-documents")}
          action={
            mayAdd ? (
              <Button component={Link} to="/collections">
                {t("empty.add")}
              </Button>
            ) : null
          }
        >
          <p>{t(mayAdd ? "empty.teach" : "empty.ask-for")}</p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <h2 className={classes.greeting}>{t("empty.greeting")}</h2>
      <p className={classes.promise}>{t("empty.promise")}</p>
      {topics.length ? (
        <ul className={classes.suggestions} aria-label={t("empty.suggestions")}>
          {topics.map((topic) => {
            const question = t("empty.about", { topic });
            return (
              <li key={topic}>
                <UnstyledButton onClick={() => onAsk(question)}>{question}</UnstyledButton>
              </li>
            );
          })}
        </ul>
      ) : isLooking ? (
        <div className={classes.suggestions} aria-hidden>
          <Skeleton height={50} radius="lg" />
          <Skeleton height={50} radius="lg" />
        </div>
      ) : null}
      {models?.answering === "quotations" ? (
        <p className={classes.noModel}>
          {t(models.items.length ? "empty.no-model-allowed" : "empty.no-model")} {mayConnect ? <Link to="/models">{t("empty.connect")}</Link> : null}
        </p>
      ) : null}
    </div>
  );
}

/** Headings of the newest documents: what one may ask about, without a model that would have to invent questions. */
function useTopics(collectionIds: string[]): { topics: string[]; isLooking: boolean } {
  const ids = collectionIds.slice(0, DOCUMENTS_LOOKED_AT);
  const found = useQuery({
    queryKey: ["chat", "topics", ids],
    enabled: ids.length > 0,
    staleTime: 60_000,
    queryFn: async () => (await Promise.all(ids.map(topicsOf))).flat(),
  });
  return { topics: [...new Set(found.data)].slice(0, MOST_QUESTIONS), isLooking: found.isLoading };
}

async function topicsOf(collectionId: string): Promise<string[]> {
  const path = { collection_id: collectionId };
  const query = { status: "ready", limit: DOCUMENTS_LOOKED_AT };
  const { items } = await unwrap(api.GET("/api/v1/collections/{collection_id}/documents", { params: { path, query } }));
  const each = await Promise.all(
    items.map(async ({ id, title }) => {
      const chunks = await unwrap(api.GET("/api/v1/documents/{document_id}/chunks", { params: { path: { document_id: id }, query: { limit: 40 } } }));
      const headings = chunks.items.map((chunk) => chunk.headingPath.at(-1) ?? "").filter((name) => isTopic(name) && name !== title);
      return [...new Set(headings)].slice(0, 2);
    }),
  );
  return each.flat();
}

const isTopic = (name: string) => name.length > 1 && name.length <= LONGEST && /\p{L}{2}/u.test(name) && !/[<>[\]{}|\\]/.test(name);
