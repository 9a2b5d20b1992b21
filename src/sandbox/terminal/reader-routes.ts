import { list } from "../api/list.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { route, type Route } from "../api/route.js";
import { formatDeletedReader, formatReader } from "../formatters/reader.js";
import { expandFields } from "../validation/shared-params.js";
import { cancelAction } from "./cancel-action.js";
import { collectPaymentMethod } from "./collect-payment-method.js";
import { confirmAtReader } from "./confirm-at-reader.js";
import { findReaderOrStub, getReader } from "./get-reader.js";
import { presentPaymentMethod } from "./present-payment-method.js";
import { processPaymentIntent } from "./process-payment-intent.js";
import {
  collectPaymentMethodFields,
  confirmAtReaderFields,
  listReadersFields,
  presentPaymentMethodFields,
  processPaymentIntentFields,
  registerReaderFields,
  setReaderDisplayFields,
  updateReaderFields,
} from "./reader-params.js";
import { readerStatus } from "./reader-network.js";
import { registerReader } from "./register-reader.js";
import { setReaderDisplay } from "./set-reader-display.js";

const answers = "terminal.reader";
const all = "/v1/terminal/readers";
const one = `${all}/:reader`;

export const readerRoutes: readonly Route[] = [
  route({ method: "POST", path: all, answers, fields: registerReaderFields, handle: registerReader }),
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: listReadersFields,
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.readers,
        params,
        url: all,
        kind: "terminal.reader",
        matches: (row) =>
          !row.deleted &&
          (params.device_type === undefined || row.deviceType === params.device_type) &&
          (params.location === undefined || row.locationId === params.location) &&
          (params.serial_number === undefined || row.serialNumber === params.serial_number) &&
          (params.status === undefined || readerStatus(row, work.nowMs) === params.status),
        format: formatReader,
      }),
  }),
  route({
    method: "GET",
    path: one,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => formatReader(findReaderOrStub(work, ids["reader"] ?? ""), work),
  }),
  route({
    method: "POST",
    path: one,
    answers,
    fields: updateReaderFields,
    handle: ({ work, params, ids }) => {
      const reader = getReader(work, ids["reader"] ?? "");
      const label = params.label === undefined ? reader.label : (params.label ?? reader.serialNumber);
      const metadata = mergeMetadata(reader.metadata, params.metadata);
      return formatReader(work.put("readers", { ...reader, label, metadata }), work);
    },
  }),
  route({
    method: "DELETE",
    path: one,
    answers,
    fields: {},
    handle: ({ work, ids }) => {
      const reader = getReader(work, ids["reader"] ?? "");
      return formatDeletedReader(work.put("readers", { ...reader, action: null, deleted: true }));
    },
  }),
  route({
    method: "POST",
    path: `${one}/process_payment_intent`,
    answers,
    fields: processPaymentIntentFields,
    handle: processPaymentIntent,
  }),
  route({
    method: "POST",
    path: `${one}/collect_payment_method`,
    answers,
    fields: collectPaymentMethodFields,
    handle: collectPaymentMethod,
  }),
  route({
    method: "POST",
    path: `${one}/confirm_payment_intent`,
    answers,
    fields: confirmAtReaderFields,
    handle: confirmAtReader,
  }),
  route({ method: "POST", path: `${one}/cancel_action`, answers, fields: expandFields, handle: cancelAction }),
  route({
    method: "POST",
    path: `${one}/set_reader_display`,
    answers,
    fields: setReaderDisplayFields,
    handle: setReaderDisplay,
  }),
  route({
    method: "POST",
    path: "/v1/test_helpers/terminal/readers/:reader/present_payment_method",
    answers,
    fields: presentPaymentMethodFields,
    handle: presentPaymentMethod,
  }),
];
