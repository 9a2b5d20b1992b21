import { route, type Route } from "../api/route.js";
import { string } from "../validation/scalars.js";
import { expandFields } from "../validation/shared-params.js";
import { assertLocation } from "./get-location.js";

/** Only SDK integrations need one; nothing here takes it back, so it is not kept. */
export const connectionTokenRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/terminal/connection_tokens",
    answers: "terminal.connection_token",
    fields: { ...expandFields, location: string() },
    handle: ({ work, params }) => {
      assertLocation(work, params.location);
      const secret = `pst_test_${work.drawLetters(23, "pst")}`;
      const location = params.location === undefined ? {} : { location: params.location };
      return { object: "terminal.connection_token", ...location, secret };
    },
  }),
];
