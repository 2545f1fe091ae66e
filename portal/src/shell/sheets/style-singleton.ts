/** Takes the place of react-style-singleton's module of this name (build/styles-without-inline.ts). */

import { adopt } from "./sheets";

export function stylesheetSingleton() {
  let users = 0;
  let remove: (() => void) | null = null;
  return {
    add(css: string) {
      if (users === 0) remove = adopt(css);
      users += 1;
    },
    remove() {
      users -= 1;
      if (users > 0) return;
      remove?.();
      remove = null;
    },
  };
}
