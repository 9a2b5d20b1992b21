import type { RenderedRequest } from "../../domain/operation.js";

/** The part of a request that follows from the command alone. */
export type RenderedCommand = Pick<RenderedRequest, "method" | "path" | "params">;
