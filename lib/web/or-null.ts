import { AppError } from "@/lib/platform/errors";

/** What was asked for, or null where the answer is that it is not there. Other errors go on. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
