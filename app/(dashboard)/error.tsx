"use client";
import { Failure, type FailureProps } from "@/components/ui/failure";

// Inside the frame: the other places stay within reach.
export default function DashboardFailure(props: FailureProps) {
  return <Failure {...props} />;
}
