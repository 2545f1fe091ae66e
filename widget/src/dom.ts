/** Elements made by hand: nothing is ever parsed as HTML. */
type Child = Node | string | null | undefined;
type Values = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** An element with attributes (`on…` are listeners, true is an empty attribute) and children. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, values: Values = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (typeof value === "string") made.setAttribute(name, value);
  }
  made.append(...children.filter((each): each is Node | string => each != null));
  return made;
}

const PATHS: Record<string, string> = {
  chat: "M4 5h16v11H9l-4 4v-4H4z",
  book: "M4 5c3-1 6-1 8 1 2-2 5-2 8-1v13c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v13",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c0-4 3.500-6 8-6s8 2 8 6",
  star: "M12 4l2.400 5 5.600.700-4.100 3.800 1.100 5.500-5-2.700-5 2.700 1.100-5.500L4 9.700 9.600 9z",
  close: "M6 6l12 12M18 6L6 18",
  anew: "M12 5v14M5 12h14",
  send: "M5 12h14M13 6l6 6-6 6",
  stop: "M7 7h10v10H7z",
  good: "M7 11v9H4v-9zM7 11l4-7c1.500 0 2.500 1 2 3l-.700 3H19c1 0 1.700 1 1.400 2l-1.700 6.500c-.200.900-1 1.500-1.900 1.500H7",
  bad: "M17 13V4h3v9zM17 13l-4 7c-1.500 0-2.500-1-2-3l.700-3H5c-1 0-1.700-1-1.400-2l1.700-6.500C5.500 4.600 6.300 4 7.200 4H17",
};

/** A drawn icon; its meaning stands in the label of what holds it. */
export function icon(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"]] as const) drawn.setAttribute(key, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.chat!);
  drawn.append(path);
  return drawn;
}
