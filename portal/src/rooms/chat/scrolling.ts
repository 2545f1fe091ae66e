/** The talk stays at its end while an answer comes, until somebody scrolls up to read. */

import { useCallback, useLayoutEffect, useRef, useState } from "react";

const NEAR_PX = 90;

export function useScrolling(state: string, isComing: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const [isBehind, setBehind] = useState(false);

  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return;
    const look = () => {
      const distance = box.scrollHeight - box.scrollTop - box.clientHeight;
      isFollowing.current = distance < NEAR_PX;
      setBehind(distance > box.clientHeight / 2);
    };
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, []);

  useLayoutEffect(() => {
    const box = place.current;
    if (box && isFollowing.current) box.scrollTop = box.scrollHeight;
  }, [state, isComing]);

  const follow = useCallback(() => {
    isFollowing.current = true;
    setBehind(false);
    place.current?.scrollTo({ top: place.current.scrollHeight });
  }, []);
  return { place, isBehind, follow };
}
