import { isCreatedWithin, list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { invalidParameter, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { EventRow } from "../entities/event.js";
import { formatEventForApi } from "../formatters/event.js";
import { boolean, string } from "../validation/scalars.js";
import { createdRange, expandFields, listFields } from "../validation/shared-params.js";
import { arrayOf } from "../validation/structures.js";

const answers = "event";

/** Events can be read this far back (facts 8). */
const KEPT_FOR_SECONDS = 30 * 24 * 60 * 60;

export const eventRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/events",
    answers,
    isList: true,
    fields: {
      ...listFields,
      created: createdRange,
      delivery_success: boolean(),
      type: string(),
      types: arrayOf(string(), { max: 20 }),
    },
    handle: ({ work, params }) => {
      const { type, types, delivery_success: delivered } = params;
      if (type !== undefined && types)
        throw invalidParameter({ message: "You may pass only one of these parameters: type, types." });
      const wanted = type === undefined ? types : [type];
      return list(work, {
        table: work.tables.events,
        params,
        url: "/v1/events",
        kind: "event",
        matches: (row) =>
          isKept(row, work) &&
          isCreatedWithin(row.created, params.created) &&
          (!wanted || wanted.some((pattern) => matchesType(pattern, row.type))) &&
          (delivered === undefined || (row.undelivered === 0) === delivered),
        format: formatEventForApi,
      });
    },
  }),
  route({
    method: "GET",
    path: "/v1/events/:event",
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => {
      const id = ids["event"] ?? "";
      const event = work.find("events", id);
      if (!event || !isKept(event, work)) throw resourceMissing({ kind: "event", id, param: "id", status: 404 });
      return formatEventForApi(event, work);
    },
  }),
];

function isKept({ created }: EventRow, { nowSeconds }: Work): boolean {
  return created > nowSeconds - KEPT_FOR_SECONDS;
}

/** `charge.*` stands for all of them. */
function matchesType(pattern: string, type: string): boolean {
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
