/** Enter sends, Shift+Enter begins a new line, and while an input method composes a syllable Enter belongs to it. */

import { type KeyboardEvent, useCallback } from "react";

export function useImeSafeSubmit(submit: () => void) {
  return useCallback(
    (event: KeyboardEvent) => {
      // 229 is what some browsers say for the Enter that ends the last syllable.
      if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      submit();
    },
    [submit],
  );
}
