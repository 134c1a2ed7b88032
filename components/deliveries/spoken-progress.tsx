"use client";
import { useEffect, useRef, useState } from "react";
import { LiveRegion } from "@/components/ui/live-region";

const AT_MOST_EVERY_MS = 10_000;

/** Says to a screen reader how a sending stands, when that has changed and never more often than every ten seconds. */
export function SpokenProgress({ text }: { text: string }) {
  const [said, setSaid] = useState(text);
  const saidAt = useRef(0);
  useEffect(() => {
    if (text === said) return;
    const wait = Math.max(0, saidAt.current + AT_MOST_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      saidAt.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, said]);
  return <LiveRegion>{said}</LiveRegion>;
}
