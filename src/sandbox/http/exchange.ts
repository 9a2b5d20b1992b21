/** A request as the pure core sees it, wherever it came from. */
export interface SandboxRequest {
  readonly method: string;
  readonly pathname: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** In place of the body, where it may be of any size: not read yet. */
  readonly upload?: AsyncIterable<Uint8Array>;
}

/** The one body of any size: a saved state, which is read row by row. */
export function isUpload({ method, pathname }: Pick<SandboxRequest, "method" | "pathname">): boolean {
  return method === "POST" && pathname === "/_sandbox/state";
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Some requests are never answered: the connection is destroyed instead. */
export type Outcome = SandboxResponse | "dropped";

/** An answer that may be larger than the longest text that JavaScript can hold. */
export interface StreamedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: Iterable<string>;
}

export type Handle = (request: SandboxRequest) => Promise<Outcome | StreamedResponse>;

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
