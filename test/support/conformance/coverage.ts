import type { OpenApiDocument, Schema } from "./openapi-document.js";
import type { Operation } from "./operations.js";

export interface Figures {
  /** How many of each were held to the document. */
  readonly checked: { readonly requests: number; readonly answers: number; readonly events: number };
  readonly operations: { readonly exercised: number; readonly inDocument: number; readonly missing: readonly string[] };
  readonly schemas: { readonly exercised: number; readonly inDocument: number };
  readonly enumValues: number;
  readonly errorRows: readonly string[];
  readonly eventTypes: readonly string[];
  readonly unchecked: readonly string[];
}

/** Counts what has been seen; it judges nothing. */
export class Coverage {
  readonly #document: OpenApiDocument;
  readonly #operations: readonly Operation[];
  readonly #seenOperations = new Set<string>();
  readonly #seenSchemas = new Set<string>();
  readonly #seenEnumValues = new Set<string>();
  readonly #seenErrors = new Set<string>();
  readonly #unchecked = new Set<string>();
  readonly #checked = { requests: 0, answers: 0, events: 0 };

  constructor(document: OpenApiDocument, operations: readonly Operation[]) {
    this.#document = document;
    this.#operations = operations;
  }

  noteChecked(what: keyof Figures["checked"]): void {
    this.#checked[what] += 1;
  }

  noteOperation({ name }: Operation): void {
    this.#seenOperations.add(name);
  }

  /** One row of Stripe's errors: its code and its words without ids, figures and values. */
  noteError({ type, code, message }: Record<string, unknown>): void {
    const words = String(message)
      .replaceAll(/'[^']*'|\S*_\S*|[$\d][\d.,]*/g, "…")
      .slice(0, 60);
    this.#seenErrors.add(`${String(code ?? type)}: ${words}`);
  }

  noteUnchecked(what: string): void {
    this.#unchecked.add(what);
  }

  /** Follows a value that was found right through its schema. */
  noteValue(schema: Schema, value: unknown, path = ""): void {
    if (value === null || value === undefined) return;
    if (typeof schema["$ref"] === "string") {
      const name = schema["$ref"].replace("#/components/schemas/", "");
      this.#seenSchemas.add(name);
      this.noteValue(this.#document.components.schemas[name] ?? {}, value, name);
      return;
    }
    if (Array.isArray(schema["enum"])) this.#seenEnumValues.add(`${path}=${JSON.stringify(value)}`);
    for (const branch of branchesOf(schema)) if (this.#fits(branch, value)) this.noteValue(branch, value, path);
    if (Array.isArray(value)) for (const item of value) this.noteValue((schema["items"] ?? {}) as Schema, item, path);
    else if (typeof value === "object") this.#noteFields(schema, value as Record<string, unknown>, path);
  }

  figures(): Figures {
    const missing = this.#operations.filter(({ name }) => !this.#seenOperations.has(name)).map(({ name }) => name);
    const events = [...this.#seenEnumValues].filter((value) => value.startsWith("event.type="));
    return {
      checked: { ...this.#checked },
      operations: { exercised: this.#seenOperations.size, inDocument: this.#operations.length, missing },
      schemas: {
        exercised: this.#seenSchemas.size,
        inDocument: Object.keys(this.#document.components.schemas).length,
      },
      enumValues: this.#seenEnumValues.size,
      errorRows: [...this.#seenErrors].toSorted(),
      eventTypes: events.map((value) => value.slice("event.type=".length)).toSorted(),
      unchecked: [...this.#unchecked].toSorted(),
    };
  }

  #noteFields(schema: Schema, value: Record<string, unknown>, path: string): void {
    const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
    for (const [name, inner] of Object.entries(value)) {
      const field = properties[name];
      if (field) this.noteValue(field, inner, `${path}.${name}`);
    }
  }

  /** Enough to find the branch of a choice that a right value belongs to. */
  #fits(branch: Schema, value: unknown): boolean {
    if (typeof branch["$ref"] === "string") {
      const target = this.#document.components.schemas[branch["$ref"].replace("#/components/schemas/", "")];
      return target !== undefined && this.#fits(target, value);
    }
    if (branch["type"] === "string") return typeof value === "string";
    if (branch["type"] === "object" && typeof value === "object" && value !== null && !Array.isArray(value)) {
      const { object, deleted } = (branch["properties"] ?? {}) as Record<string, Schema | undefined>;
      const kinds = object?.["enum"] as string[] | undefined;
      if ((deleted !== undefined) !== "deleted" in value) return false;
      return kinds === undefined || kinds.includes(String((value as { object?: unknown }).object));
    }
    return branch["type"] === (Array.isArray(value) ? "array" : typeof value);
  }
}

function branchesOf(schema: Schema): readonly Schema[] {
  return (["anyOf", "oneOf", "allOf"] as const).flatMap((keyword) => (schema[keyword] ?? []) as readonly Schema[]);
}
