import { list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { refusal } from "../api/stripe-error.js";
import { formatLocation } from "../formatters/location.js";
import { expandFields, listFields } from "../validation/shared-params.js";
import { getLocation } from "./get-location.js";
import { createLocationFields, updateLocationFields } from "./location-params.js";
import { createLocation, updateLocation } from "./write-location.js";

const answers = "terminal.location";
const all = "/v1/terminal/locations";
const one = `${all}/:location`;

export const locationRoutes: readonly Route[] = [
  route({ method: "POST", path: all, answers, fields: createLocationFields, handle: createLocation }),
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: listFields,
    handle: ({ work, params }) =>
      list(work, { table: work.tables.locations, params, url: all, kind: "location", format: formatLocation }),
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatLocation(getLocation(work, ids["location"] ?? "")),
  }),
  route({ method: "POST", path: one, answers, fields: updateLocationFields, handle: updateLocation }),
  route({
    method: "DELETE",
    path: one,
    answers,
    fields: {},
    handle: ({ work, ids }) => {
      const { id } = getLocation(work, ids["location"] ?? "");
      for (const reader of work.tables.readers.newestFirst(work.account)) {
        if (reader.locationId === id && !reader.deleted) throw hasReaders();
      }
      work.remove("locations", id);
      return { id, object: "terminal.location", deleted: true };
    },
  }),
];

function hasReaders(): Error {
  return refusal({
    message: "You cannot delete a location that has readers registered to it. Delete its readers first.",
  });
}
