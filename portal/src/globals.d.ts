/** What is imported that TypeScript cannot see for itself. */

declare module "@tabler/icons-react/dist/esm/icons/*.mjs" {
  import type { Icon } from "@tabler/icons-react";

  const made: Icon;
  export default made;
}
