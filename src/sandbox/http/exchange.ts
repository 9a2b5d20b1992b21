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
