/** The eight refusals the product knows, each with the HTTP status it becomes at an edge. */
export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** A refusal that a person can act on: a code (see errorStatus), a stable reason to translate, and a plain sentence. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly reason: string,
    message: string,
    /** The field of the form that is wrong, where it is one. */
    readonly field?: string,
  ) {
    super(message);
    this.name = "AppError";
  }

  /** The HTTP status of this refusal. */
  get status(): number {
    return errorStatus[this.code];
  }
}
