/** A document to read: as text, and a PDF also as its pages look. */

import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { Loading } from "@/ui/loading";
import type { Sought } from "@/ui/pages/data";
import { useView, ViewChoice } from "@/ui/pages/view-choice";

import type { DocumentFacts } from "./data";
import { DocumentText } from "./document-text";
import classes from "./library.module.css";
import { readSpans } from "./spans";

const PageView = lazy(() => import("@/ui/pages/page-view"));

export function Reading({ facts }: { facts: DocumentFacts }) {
  const { chunk, at } = useSearch({ strict: false }) as { chunk?: unknown; at?: unknown };
  const view = useView();
  const text = <DocumentText facts={facts} />;
  if (!hasPages(facts)) return text;
  const sought = chunk === undefined ? null : soughtAt(String(chunk), String(at ?? ""));
  return (
    <>
      <div className={classes.viewChoice}>
        <ViewChoice />
      </div>
      {view === "page" ? (
        <Suspense fallback={<Loading rows={1} height={640} />}>
          <PageView key={`${facts.digest}-${facts.searchable}-${sought?.passage}`} documentId={facts.id} name={facts.name} first={1} sought={sought} text={text} />
        </Suspense>
      ) : (
        text
      )}
    </>
  );
}

/** A PDF that could not be read, for want of text recognition say, has pages all the same. */
const hasPages = ({ format, status, name }: DocumentFacts) => format === "pdf" || (format === null && status === "failed" && name.toLowerCase().endsWith(".pdf"));

/** The one place of the address, else all of its passage. */
function soughtAt(passage: string, at: string): Sought | null {
  if (!/^\d{1,18}$/.test(passage)) return null;
  const spans = readSpans(at);
  return spans.length === 1 ? { passage, start: spans[0][0], end: spans[0][1] } : { passage };
}
