/** A formula in TeX as MathML, which browsers draw and screen readers read. What is not known here stays as it was written. */

import { createElement, type ReactNode } from "react";

import classes from "./text.module.css";

const NAMED: Record<string, string> = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι",
  kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", chi: "χ",
  psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ",
  Omega: "Ω", infty: "∞", partial: "∂", nabla: "∇", hbar: "ℏ", ell: "ℓ", degree: "°", emptyset: "∅", prime: "′",
};
const SIGNS: Record<string, string> = {
  times: "×", cdot: "⋅", div: "÷", pm: "±", mp: "∓", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈",
  equiv: "≡", sim: "∼", propto: "∝", to: "→", rightarrow: "→", leftarrow: "←", Rightarrow: "⇒", Leftrightarrow: "⇔", in: "∈",
  notin: "∉", subset: "⊂", subseteq: "⊆", cup: "∪", cap: "∩", forall: "∀", exists: "∃", neg: "¬", land: "∧", lor: "∨", ll: "≪",
  gg: "≫", mid: "∣", ldots: "…", cdots: "⋯", dots: "…", langle: "⟨", rangle: "⟩", lfloor: "⌊", rfloor: "⌋", lceil: "⌈",
  rceil: "⌉", "%": "%", "{": "{", "}": "}", "|": "‖", $: "$", "&": "&", "#": "#", _: "_", star: "⋆", circ: "∘", oplus: "⊕",
};
const LARGE: Record<string, string> = { sum: "∑", prod: "∏", int: "∫", iint: "∬", oint: "∮", bigcup: "⋃", bigcap: "⋂" };
const FUNCTIONS = new Set(["sin", "cos", "tan", "log", "ln", "exp", "min", "max", "lim", "det", "gcd", "arg", "sup", "inf", "mod", "Pr"]);
const SPACES: Record<string, string> = { ",": "0.17em", ":": "0.22em", ";": "0.28em", " ": "0.33em", quad: "1em", qquad: "2em", "!": "0" };
const ACCENTS: Record<string, string> = { hat: "^", bar: "¯", overline: "¯", vec: "→", tilde: "~", dot: "˙" };
const AS_TEXT = new Set(["text", "mathrm", "textrm", "operatorname", "mathbf", "mathit", "textbf", "mathcal", "mathbb", "mathsf", "boldsymbol"]);

class Unknown extends Error {}

const tokensOf = (source: string) => source.match(/\\(?:[A-Za-z]+|.)|\d+(?:[.,]\d+)*|[^\s]|\s+/g) ?? [];

const element = (name: string, ...children: ReactNode[]) => createElement(name, null, ...children);

class Reader {
  private at = 0;

  constructor(private readonly tokens: string[]) {}

  row(end?: string): ReactNode {
    const found: ReactNode[] = [];
    for (this.skip(); this.at < this.tokens.length; this.skip()) {
      if (this.tokens[this.at] === end) {
        this.at += 1;
        return element("mrow", ...found);
      }
      found.push(this.scripted());
    }
    if (end) throw new Unknown(end);
    return element("mrow", ...found);
  }

  private skip() {
    while (/^\s+$/.test(this.tokens[this.at] ?? "")) this.at += 1;
  }

  private scripted(): ReactNode {
    const isLarge = LARGE[this.tokens[this.at]?.slice(1)] !== undefined || this.tokens[this.at] === "\\lim";
    const base = this.atom();
    let [below, above]: [ReactNode, ReactNode] = [null, null];
    for (this.skip(); this.tokens[this.at] === "_" || this.tokens[this.at] === "^" || this.tokens[this.at] === "'"; this.skip()) {
      const sign = this.tokens[this.at++];
      if (sign === "'") above = element("mo", "′");
      else if (sign === "_") below = this.argument();
      else above = this.argument();
    }
    if (below && above) return element(isLarge ? "munderover" : "msubsup", base, below, above);
    if (below) return element(isLarge ? "munder" : "msub", base, below);
    return above ? element(isLarge ? "mover" : "msup", base, above) : base;
  }

  private argument(): ReactNode {
    this.skip();
    return this.atom();
  }

  private atom(): ReactNode {
    const token = this.tokens[this.at++];
    if (token === undefined || token === "}" || token === "&") throw new Unknown(token);
    if (token === "{") return this.row("}");
    if (token.startsWith("\\")) return this.command(token.slice(1));
    if (/^\d/.test(token)) return element("mn", token);
    if (/^\p{L}$/u.test(token)) return element("mi", token);
    return element("mo", token === "-" ? "−" : token === "*" ? "∗" : token);
  }

  private command(name: string): ReactNode {
    if (NAMED[name]) return element("mi", NAMED[name]);
    if (SIGNS[name]) return element("mo", SIGNS[name]);
    if (LARGE[name]) return element("mo", LARGE[name]);
    if (FUNCTIONS.has(name)) return element("mi", name);
    if (SPACES[name] !== undefined) return createElement("mspace", { width: SPACES[name] });
    if (name === "frac" || name === "dfrac" || name === "tfrac") return element("mfrac", this.argument(), this.argument());
    if (name === "binom") return element("mrow", element("mo", "("), createElement("mfrac", { linethickness: "0" }, this.argument(), this.argument()), element("mo", ")"));
    if (name === "sqrt") return this.root();
    if (ACCENTS[name]) return createElement("mover", { accent: "true" }, this.argument(), element("mo", ACCENTS[name]));
    if (AS_TEXT.has(name)) return element(name === "mathbb" || name === "mathcal" ? "mi" : "mtext", this.written());
    if (name === "left" || name === "right" || name === "big" || name === "Big") return this.delimiter();
    throw new Unknown(name);
  }

  private root(): ReactNode {
    this.skip();
    if (this.tokens[this.at] !== "[") return element("msqrt", this.argument());
    this.at += 1;
    const degree = this.row("]");
    return element("mroot", this.argument(), degree);
  }

  private delimiter(): ReactNode {
    this.skip();
    const token = this.tokens[this.at++] ?? "";
    return element("mo", token === "." ? "" : (SIGNS[token.slice(1)] ?? token));
  }

  /** The letters of a group, unread. */
  private written(): string {
    this.skip();
    if (this.tokens[this.at] !== "{") return this.tokens[this.at++] ?? "";
    const end = this.tokens.indexOf("}", this.at);
    if (end < 0) throw new Unknown("text");
    const found = this.tokens.slice(this.at + 1, end).join("");
    this.at = end + 1;
    return found;
  }
}

export function Formula({ source, kind }: { source: string; kind: string }) {
  const isBlock = kind === "block";
  const found = read(source);
  if (found === null) return <code className={isBlock ? classes.formulaCode : undefined}>{source.trim()}</code>;
  const drawn = createElement("math", { display: isBlock ? "block" : "inline" }, found);
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
  return isBlock ? <span className={classes.formula} tabIndex={0}>{drawn}</span> : drawn;
}

function read(source: string): ReactNode {
  try {
    return new Reader(tokensOf(source.trim())).row();
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}
