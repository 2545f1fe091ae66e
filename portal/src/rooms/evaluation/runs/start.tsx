/** Asking for a run: of which collection, what is measured, with which version of the prompt, and what it has to reach. */

import { Button, Group, NativeSelect, NumberInput, Radio, Stack, Switch, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { changed, type Collection, collectionsQuery, flat, promptVersionsQuery, questionsQuery } from "../data";
import { ANSWERING, JUDGING, RANKING } from "../measures";
import classes from "../parts/evaluation.module.css";
import { type Goal, Goals } from "./goals";

type Kind = "search" | "answers" | "judged";
type Mode = NonNullable<Schema<"EvaluationIn">["mode"]>;
const KINDS: Kind[] = ["search", "answers", "judged"];
const MODES: Mode[] = ["hybrid", "lexical", "dense"];
const MOST_PASSAGES = 50;
const PERCENT = 100;

export default function Start() {
  const { t } = useTranslation("evaluation");
  const { data, error, refetch } = useQuery(collectionsQuery);
  const add = (
    <Button component={Link} to="/collections">
      {t("collections.go")}
    </Button>
  );
  return (
    <>
      <p className={classes.back}>
        <Link to="/evaluation">{t("title")}</Link>
      </p>
      <PageTitle title={t("start")} description={t("start.what")} />
      {data?.length ? (
        <Form collections={data} />
      ) : data ? (
        <EmptyState title={t("collections.none")} action={add}>
          {t("collections.none.what")}
        </EmptyState>
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading rows={5} height={64} />
      )}
    </>
  );
}

function Form({ collections }: { collections: Collection[] }) {
  const { t } = useTranslation("evaluation");
  const asked = useSearch({ strict: false }) as { collection?: string; prompt?: string };
  const navigate = useNavigate();
  const [collectionId, setCollectionId] = useState(collections.find(({ id }) => id === asked.collection)?.id ?? collections[0].id);
  const [kind, setKind] = useState<Kind>(asked.prompt ? "answers" : "search");
  const [mode, setMode] = useState<Mode>("hybrid");
  const [prompt, setPrompt] = useState(asked.prompt ? String(asked.prompt) : "");
  const [rerank, setRerank] = useState(false);
  const [topK, setTopK] = useState(10);
  const [name, setName] = useState("");
  const [goals, setGoals] = useState<Goal[]>([]);
  const answers = kind !== "search";
  const measured = [...RANKING, ...(answers ? ANSWERING : []), ...(kind === "judged" ? JUDGING : [])];
  const none = flat(useInfiniteQuery(questionsQuery(collectionId)).data)?.length === 0;
  const start = useMutation({
    mutationFn: () => {
      const bars = Object.fromEntries(goals.filter(({ measure }) => measured.includes(measure)).map(({ measure, percent }) => [measure, percent / PERCENT]));
      const body = { collectionId, name: name.trim(), mode: answers ? ("hybrid" as const) : mode, topK, answers, judge: kind === "judged", rerank, prompt: answers && prompt ? prompt : null, bars };
      return unwrap(api.POST("/api/v1/evaluations", { body }));
    },
    onSuccess: async (made) => {
      await changed("runs");
      await navigate({ to: "/evaluation/$evaluationId", params: { evaluationId: made.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!none && !start.isPending) start.mutate();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Stack gap="xl">
        <NativeSelect
          size="md"
          label={t("collection")}
          data={collections.map((each) => ({ value: each.id, label: each.name }))}
          value={collectionId}
          onChange={(event) => setCollectionId(event.currentTarget.value)}
          error={none ? <NoQuestions collectionId={collectionId} /> : undefined}
        />
        <Radio.Group size="md" label={t("kind")} value={kind} onChange={(value) => setKind(value as Kind)}>
          <Stack gap="sm" mt={6}>
            {KINDS.map((each) => (
              <Radio key={each} size="md" value={each} label={t(`kind.${each}`)} description={t(`kind.${each}.what`)} />
            ))}
          </Stack>
        </Radio.Group>
        {answers ? (
          <PromptChoice value={prompt} onChange={setPrompt} />
        ) : (
          <NativeSelect size="md" label={t("mode")} data={MODES.map((each) => ({ value: each, label: t(`mode.${each}`) }))} value={mode} onChange={(event) => setMode(event.currentTarget.value as Mode)} />
        )}
        <Switch size="md" label={t("rerank")} description={t("rerank.what")} checked={rerank} onChange={(event) => setRerank(event.currentTarget.checked)} />
        <NumberInput
          size="md"
          label={t("top-k")}
          description={t("top-k.what")}
          inputWrapperOrder={["label", "input", "description"]}
          min={1}
          max={MOST_PASSAGES}
          allowDecimal={false}
          value={topK}
          onChange={(value) => setTopK(Number(value) || 1)}
        />
        <Goals goals={goals} measured={measured} onChange={setGoals} />
        <TextInput label={t("name")} description={t("name.what")} inputWrapperOrder={["label", "input", "description"]} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {start.error ? <ErrorNote error={start.error} /> : null}
        <Group>
          <Button type="submit" loading={start.isPending} disabled={none}>
            {t("start.go")}
          </Button>
          <Button component={Link} to="/evaluation" variant="default">
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function NoQuestions({ collectionId }: { collectionId: string }) {
  const { t } = useTranslation("evaluation");
  return (
    <>
      {t("start.no-questions")}{" "}
      <Link to="/evaluation/questions" search={{ collection: collectionId } as never}>
        {t("start.add-questions")}
      </Link>
    </>
  );
}

/** Versions are for those who run the service; everybody else measures the one in use. */
function PromptChoice({ value, onChange }: { value: string; onChange: (version: string) => void }) {
  const { t } = useTranslation("evaluation");
  const sees = useHolds("operate");
  const prompt = useQuery({ ...promptVersionsQuery, enabled: sees }).data;
  if (!sees) return null;
  const known = prompt?.history.map(({ version, note, state }) => ({ value: version, label: [version, state === "current" ? t("prompt.in-use") : null, note].filter(Boolean).join(" · ") })) ?? [];
  const data = value && !known.some((each) => each.value === value) ? [{ value, label: value }, ...known] : known;
  return (
    <NativeSelect
      size="md"
      label={t("prompt")}
      description={t("prompt.what")}
      inputWrapperOrder={["label", "input", "description"]}
      data={[{ value: "", label: t("prompt.current") }, ...data]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
