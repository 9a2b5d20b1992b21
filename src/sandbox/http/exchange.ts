/** A request as the pure core sees it, wherever it came from. */
export interface SandboxRequest {
  readonly method: string;
  readonly pathname: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Some requests are never answered: the connection is destroyed instead. */
export type Outcome = SandboxResponse | "dropped";

export function jsonResponse(status: number, value: unknown): SandboxResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value, null, 2) };
}

/** A refusal before the API is reached: Stripe's shape, without a link to a log that knows nothing of it. */
export function refusedAtTheDoor(status: number, message: string): SandboxResponse {
  return jsonResponse(status, { error: { message, type: "invalid_request_error" } });
}

/** Far more than any request of this API needs. */
export const LARGEST_BODY_BYTES = 1024 * 1024;

export const TOO_LARGE = refusedAtTheDoor(
  413,
  `Request body too large: at most ${LARGEST_BODY_BYTES} bytes are taken.`,
);
