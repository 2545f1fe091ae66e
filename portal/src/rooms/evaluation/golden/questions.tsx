/** The golden questions of a collection: what they rest on, and adding, importing, taking over and deleting them. */

import { Alert, Button, Menu, NativeSelect } from "@mantine/core";
import IconDots from "@tabler/icons-react/dist/esm/icons/IconDots.mjs";
import IconTarget from "@tabler/icons-react/dist/esm/icons/IconTarget.mjs";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { type Column, DataTable } from "@/ui/data-table";
import { Dialog } from "@/ui/dialog";
import { Confirm } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { changed, type Collection, collectionsQuery, flat, type Golden, questionsQuery } from "../data";
import classes from "../parts/evaluation.module.css";
import { EvaluationTabs } from "../parts/tabs";
import { AddQuestion } from "./add-question";
import { AddedNote } from "./added";
import { Import } from "./import";

export default function Questions() {
  const { t } = useTranslation("evaluation");
  const { collection } = useSearch({ strict: false }) as { collection?: string };
  const { data, error, refetch } = useQuery(collectionsQuery);
  const chosen = data?.find(({ id }) => id === collection) ?? data?.[0];
  if (chosen && data) return <Opened key={chosen.id} collection={chosen} collections={data} />;
  const go = (
    <Button component={Link} to="/collections">
      {t("collections.go")}
    </Button>
  );
  return (
    <>
      <PageTitle title={t("questions.title")} description={t("questions.what")} />
      <EvaluationTabs />
      {data ? (
        <EmptyState icon={IconTarget} title={t("collections.none")} action={go}>
          {t("collections.none.what")}
        </EmptyState>
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading rows={5} height={56} />
      )}
    </>
  );
}

type Asking = "add" | "import" | "delete" | null;

function Opened({ collection, collections }: { collection: Collection; collections: Collection[] }) {
  const { t } = useTranslation("evaluation");
  const navigate = useNavigate();
  const writes = useHolds("documents:write");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(questionsQuery(collection.id));
  const [asking, setAsking] = useState<Asking>(null);
  const [doomed, setDoomed] = useState<Golden | null>(null);
  const rows = flat(data);
  const path = { params: { path: { collection_id: collection.id } } };
  const take = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/collections/{collection_id}/golden-questions/from-feedback", path)),
    onSuccess: () => changed("questions"),
  });
  const close = () => setAsking(null);
  const acts = <Acts collection={collection} some={Boolean(rows?.length)} busy={take.isPending} onAsk={setAsking} onTake={() => take.mutate()} />;
  return (
    <>
      <PageTitle title={t("questions.title")} description={t("questions.what")} actions={writes ? acts : null} />
      <EvaluationTabs />
      <div className={classes.bar}>
        <NativeSelect
          label={t("collection")}
          data={collections.map(({ id, name }) => ({ value: id, label: name }))}
          value={collection.id}
          onChange={(event) => void navigate({ to: "/evaluation/questions", search: { collection: event.currentTarget.value }, replace: true })}
        />
      </div>
      {take.error ? <ErrorNote error={take.error} /> : null}
      {take.data ? (
        <Alert variant="light" mb="md" withCloseButton closeButtonLabel={t("close")} onClose={() => take.reset()}>
          {take.data.added || take.data.known ? <AddedNote added={take.data} /> : t("feedback.none")}
        </Alert>
      ) : null}
      <DataTable
        label={t("questions.title")}
        columns={useColumns(writes, setDoomed)}
        rows={rows}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        empty={
          <EmptyState icon={IconTarget} title={t("questions.none")} action={writes ? <Button onClick={() => setAsking("add")}>{t("add")}</Button> : null}>
            {t("questions.none.what")}
          </EmptyState>
        }
      />
      <Dialog opened={asking === "add"} onClose={close} title={t("add")} size="lg">
        {asking === "add" ? <AddQuestion collectionId={collection.id} onClose={close} /> : null}
      </Dialog>
      <Dialog opened={asking === "import"} onClose={close} title={t("import")} size="lg">
        {asking === "import" ? <Import collectionId={collection.id} onClose={close} /> : null}
      </Dialog>
      <ConfirmByName
        opened={asking === "delete"}
        onClose={close}
        title={t("delete-all")}
        what={t("delete-all.what")}
        name={collection.name}
        action={t("delete-all")}
        onConfirm={async () => {
          await unwrap(api.DELETE("/api/v1/collections/{collection_id}/golden-questions", path));
          await changed("questions", "results", "run", "comparison");
        }}
      />
      <Confirm
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t("question.delete.title")}
        what={t("question.delete.what", { question: doomed?.question ?? "" })}
        action={t("delete")}
        danger
        onConfirm={async () => {
          if (!doomed) return;
          await unwrap(api.DELETE("/api/v1/golden-questions/{question_id}", { params: { path: { question_id: doomed.id } } }));
          await changed("questions", "results", "run", "comparison");
        }}
      />
    </>
  );
}

function Acts({ collection, some, busy, onAsk, onTake }: { collection: Collection; some: boolean; busy: boolean; onAsk: (what: Asking) => void; onTake: () => void }) {
  const { t } = useTranslation("evaluation");
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={t("more")} loading={busy}>
            <IconDots size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onAsk("import")}>{t("import")}</Menu.Item>
          <Menu.Item onClick={onTake}>{t("feedback.take")}</Menu.Item>
          {some ? (
            <Menu.Item color="red" onClick={() => onAsk("delete")}>
              {t("delete-all")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {some ? (
        <Button component={Link} to="/evaluation/new" search={{ collection: collection.id } as never} variant="default">
          {t("start")}
        </Button>
      ) : null}
      <Button onClick={() => onAsk("add")}>{t("add")}</Button>
    </>
  );
}

function useColumns(writes: boolean, onDelete: (question: Golden) => void): Column<Golden>[] {
  const { t } = useTranslation("evaluation");
  const columns: Column<Golden>[] = [
    {
      key: "question",
      label: t("question"),
      cell: (each) => (
        <span className={classes.named}>
          <span lang={each.language ?? undefined}>{each.question}</span>
          {each.passages.length ? <span className={classes.quote}>{t("quoted", { text: each.passages[0].quote })}</span> : null}
        </span>
      ),
    },
    { key: "rests", label: t("rests-on"), cell: (each) => <RestsOn golden={each} /> },
    { key: "origin", label: t("origin"), cell: (each) => t(`origin.${each.origin}`) },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) => (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onDelete(each)} aria-label={t("delete.of", { name: each.question })}>
          {t("delete")}
        </Button>
      ),
    },
  ];
  return writes ? columns : columns.filter(({ key }) => key !== "acts");
}

function RestsOn({ golden }: { golden: Golden }) {
  const { t } = useTranslation("evaluation");
  if (!golden.answerable) return t("unanswerable");
  const documents = [...new Map(golden.passages.flatMap((each) => each.documents).map((each) => [each.documentId, each.name]))];
  return (
    <span className={classes.named}>
      {documents.map(([id, name]) => (
        <Link key={id} to="/documents/$documentId" params={{ documentId: id } as never}>
          <bdi>{name}</bdi>
        </Link>
      ))}
      {golden.passages.length > 1 ? <span className={classes.aside}>{t("passages.more", { count: golden.passages.length - 1 })}</span> : null}
      {golden.facts.length ? <span className={classes.aside}>{t("facts.shown", { text: golden.facts.map((each) => each[0]).join(", ") })}</span> : null}
    </span>
  );
}
