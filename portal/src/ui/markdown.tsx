/**
 * Markdown as elements, never as parsed HTML: raw HTML stays text, images are named and not fetched, links are inert and show
 * their address. What a model or a document says can so never cause a request. Use <LazyMarkdown> outside of lazy pages.
 */

import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";

import classes from "./markdown.module.css";

const INERT: Components = {
  a: ({ href, children }) => <InertLink address={href ?? ""}>{children}</InertLink>,
  img: ({ alt, src }) => <span className={classes.image}>{alt || (typeof src === "string" ? src : "")}</span>,
  table: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={classes.scroll} tabIndex={0} role="group">
      <Table withTableBorder>{children}</Table>
    </div>
  ),
  pre: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <pre className={classes.code} tabIndex={0}>
      {children}
    </pre>
  ),
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  h5: ({ children }) => <h6>{children}</h6>,
  input: ({ checked }) => <span aria-hidden>{checked ? "☑ " : "☐ "}</span>,
};

function InertLink({ address, children }: { address: string; children: ReactNode }) {
  return (
    <span className={classes.link} title={address}>
      {children}
      {children === address ? null : <span className={classes.address}> ({address})</span>}
    </span>
  );
}

interface Properties {
  text: string;
  /** More remark plugins, as for citations or mathematics. */
  plugins?: Options["remarkPlugins"];
  /** Elements of one's own, as for what those plugins make. */
  components?: Components;
}

export default function Markdown({ text, plugins = [], components }: Properties) {
  return (
    <div className={classes.prose}>
      <ReactMarkdown remarkPlugins={[remarkGfm, ...(plugins ?? [])]} components={components ? { ...INERT, ...components } : INERT} urlTransform={(url) => url}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
