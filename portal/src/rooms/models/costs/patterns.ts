/** Prices hold for names in which `*` stands for any letters. */

import type { Price } from "../data";

const isNothing = ({ perMillionRead, perMillionWritten, perHour }: Price) => perMillionRead === null && perMillionWritten === null && perHour === null;

function fits(name: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let from = first.length;
  return rest.every((part) => {
    const at = name.indexOf(part, from);
    from = at + part.length;
    return at >= 0 && from <= name.length - last.length;
  });
}

/** A price that was taken back says something only where a wider one would hold in its place. */
export const isIdle = (price: Price, all: Price[]) =>
  isNothing(price) && !all.some((other) => other !== price && other.inForce && !isNothing(other) && fits(price.provider, other.provider) && fits(price.model, other.model));
