"use client";
import { Failure, type FailureProps } from "@/components/ui/failure";

export default function PageFailure(props: FailureProps) {
  return (
    <main>
      <Failure {...props} />
    </main>
  );
}
