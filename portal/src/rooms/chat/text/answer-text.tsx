/** An answer as it reads: Markdown with citations that can be opened, formulas, code to copy, and marks where nobody vouches. */

import { type ComponentProps, createContext, type ReactNode, useContext, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { CopyIcon } from "@/ui/copy-button";
import Markdown from "@/ui/markdown";

import { Formula } from "./formula";
import { veiled } from "./formulas";
import { marks } from "./marks";
import { type Span, spansIn } from "./places";
import classes from "./text.module.css";

interface Properties {
  text: string;
  /** Characters, as the service counts them, of sentences that no passage supports. */
  unsupported?: readonly Span[];
  /** `before`: how often the number stood before. */
  renderCitation: (number: number, before: number) => ReactNode;
}

type Components = NonNullable<ComponentProps<typeof Markdown>["components"]>;
const NONE: readonly Span[] = [];
const Citations = createContext<Properties["renderCitation"]>(() => null);

export default function AnswerText({ text, unsupported = NONE, renderCitation }: Properties) {
  const spans = useMemo(() => spansIn(text, unsupported), [text, unsupported]);
  return (
    <Citations value={renderCitation}>
      <Markdown text={veiled(text)} plugins={[[marks, { unsupported: spans }]]} components={COMPONENTS} />
    </Citations>
  );
}

// They stay the same while an answer grows: what is hovered or focused is not made anew with each word.
const COMPONENTS: Components = {
  cite: ({ node, children }) => <Cited number={Number(String(children))} before={Number(property(node, "before"))} />,
  u: ({ children }) => <Unsupported>{children}</Unsupported>,
  var: ({ node, children }) => <Formula source={String(children)} kind={property(node, "kind")} />,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
};

const Cited = ({ number, before }: { number: number; before: number }) => useContext(Citations)(number, before);

function Unsupported({ children }: { children?: ReactNode }) {
  const { t } = useTranslation("chat");
  return (
    <span className={classes.unsupported} title={t("unsupported.sentence")}>
      {children}
    </span>
  );
}

const property = (node: { properties: Record<string, unknown> } | undefined, name: string) => String(node?.properties[`data-${name}`] ?? "");

function CodeBlock({ children }: { children?: ReactNode }) {
  const { t } = useTranslation("chat");
  const code = useRef<HTMLPreElement>(null);
  return (
    <div className={classes.codeBlock}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <pre ref={code} tabIndex={0}>
        {children}
      </pre>
      <CopyIcon className={classes.copyCode} size="md" variant="default" icon={16} label={t("copy-code")} text={() => code.current?.textContent ?? ""} />
    </div>
  );
}
