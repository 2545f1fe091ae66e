/** Writing a version: both languages beside each other, what is missing said while it is typed, nothing lost when it is refused
 * or when the page is left. */

import { Alert, Button, Group, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";
import { UnsavedNote, useUnsaved } from "@/ui/unsaved";

import { changed, promptQuery, type Spoken, versionQuery, type WholePrompt, type WholeVersion } from "./data";
import { Back, spokenOf } from "./parts";
import classes from "./prompts.module.css";
import { placeOf, Variables } from "./variables";

const LONGEST_NOTE = 500;

interface Typed {
  texts: Partial<Record<Spoken, string>>;
  note: string;
}

export default function Draft() {
  const { t } = useTranslation("prompts");
  const { prompt: name } = useParams({ strict: false }) as { prompt: string };
  const { from } = useSearch({ strict: false }) as { from?: string };
  const prompt = useQuery(promptQuery(name));
  const wanted = from ? String(from) : prompt.data?.current;
  const base = useQuery({ ...versionQuery(name, wanted ?? ""), enabled: wanted !== undefined });
  const error = prompt.error ?? base.error;
  return (
    <>
      <Back to="/prompts/$prompt" params={{ prompt: name }}>
        {prompt.data?.title ?? name}
      </Back>
      <PageTitle title={t("draft")} description={base.data ? t("draft.what", { version: base.data.version }) : null} />
      {prompt.data && base.data ? (
        <Form key={base.data.version} prompt={prompt.data} base={base.data} />
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void (prompt.error ? prompt.refetch() : base.refetch())} />
      ) : (
        <Loading rows={2} height={320} />
      )}
    </>
  );
}

function Form({ prompt, base }: { prompt: WholePrompt; base: WholeVersion }) {
  const { t } = useTranslation("prompts");
  const navigate = useNavigate();
  const unsaved = useUnsaved<Typed>(["prompt", useMe()?.account?.id, prompt.name, base.version].join(" "), { texts: base.texts, note: "" });
  const { texts: typed, note } = unsaved.value;
  const different = spokenOf(base.texts).filter((each) => typed[each] !== base.texts[each]);
  const save = useMutation({
    mutationFn: () => {
      const texts = Object.fromEntries(different.map((each) => [each, typed[each]])) as Partial<Record<Spoken, string>>;
      const body = { texts, basedOn: base.version, note: note.trim() };
      return unwrap(api.POST("/api/v1/prompts/{name}/versions", { params: { path: { name: prompt.name } }, body }));
    },
    onSuccess: async (made) => {
      unsaved.forget();
      await changed();
      await navigate({ to: "/prompts/$prompt/versions/$version", params: { prompt: prompt.name, version: made.version } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (different.length && !save.isPending) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <UnsavedNote of={unsaved} />
      <div className={classes.pair}>
        {spokenOf(base.texts).map((each) => (
          <Text key={each} spoken={each} prompt={prompt} value={typed[each] ?? ""} onType={(text) => unsaved.change({ texts: { ...typed, [each]: text } })} />
        ))}
      </div>
      <section className={classes.section}>
        <h2>{t("variables")}</h2>
        <p>{t("variables.what")}</p>
        <Variables of={prompt} />
      </section>
      <TextInput
        className={classes.form}
        label={t("note")}
        description={t("note.what")}
        inputWrapperOrder={["label", "input", "description"]}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => unsaved.change({ note: event.currentTarget.value })}
      />
      <Alert variant="light" color="gray" mt="lg">
        {t("draft.unused")}
      </Alert>
      {save.error ? <ErrorNote error={save.error} /> : null}
      <Group mt="lg">
        <Button type="submit" loading={save.isPending} disabled={!different.length}>
          {t("draft.save")}
        </Button>
        <Button component={Link} to={`/prompts/${prompt.name}`} variant="default">
          {t("cancel")}
        </Button>
      </Group>
    </form>
  );
}

function Text({ spoken, prompt, value, onType }: { spoken: Spoken; prompt: WholePrompt; value: string; onType: (text: string) => void }) {
  const { t } = useTranslation("prompts");
  const missing = prompt.variables.filter(({ name, required }) => required && !value.includes(placeOf(name)));
  return (
    <Textarea
      label={t(`language.${spoken}`)}
      lang={spoken}
      autosize
      minRows={12}
      maxRows={28}
      spellCheck={false}
      classNames={{ input: classes.writing }}
      value={value}
      error={missing.length ? t("missing", { names: missing.map(({ name }) => placeOf(name)).join(", ") }) : undefined}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
