/** Where a value stands, in Stripe's notation: `a[b][0]`. */
export type Path = string;

export interface Reading {
  readonly version: string;
}

/** One parameter's rule: it reads what the form holds, or refuses it in Stripe's words. */
export interface Param<T> {
  readonly read: (raw: unknown, path: Path, reading: Reading) => T;
  /** For tools that compare the rules with Stripe's own description. */
  readonly kind: string;
  readonly fields?: Fields;
  readonly isRequired?: boolean;
  /** Of texts, in characters. */
  readonly maxLength?: number;
  /** First API version that knows the parameter. */
  readonly since?: string;
  /** First API version that no longer knows it. */
  readonly until?: string;
}

export interface RequiredParam<T> extends Param<T> {
  readonly isRequired: true;
}

// The reader's result is all that is inferred; `unknown` would lose it and the type is never written through.
export type Fields = Readonly<Record<string, Param<unknown>>>;

type RequiredKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly isRequired: true } ? K : never;
}[keyof F];

export type Read<P> = P extends Param<infer T> ? T : never;

export type ReadFields<F extends Fields> = { readonly [K in RequiredKeys<F>]: Read<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: Read<F[K]>;
};

export function at(path: Path, key: string): Path {
  return path === "" ? key : `${path}[${key}]`;
}
