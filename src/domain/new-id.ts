import { TypeID } from "typeid-js";
import type { Clock } from "./clock.js";
import { ID_PREFIXES, type NewId } from "./ids.js";

const UUID_BYTES = 16;
const TIME_BYTES = 6;

/** Makes ids as TypeIDs: a prefix and a UUIDv7, whose first 48 bits are the time, so that ids sort by age. */
export function createNewId(clock: Clock, randomBytes: (count: number) => Uint8Array): NewId {
  return (kind) => {
    const bytes = new Uint8Array(randomBytes(UUID_BYTES));
    let ms = clock.now().getTime();
    for (let index = TIME_BYTES - 1; index >= 0; index -= 1) {
      bytes[index] = ms % 256;
      ms = Math.floor(ms / 256);
    }
    // The version (7) and variant (2) bits of RFC 9562.
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return TypeID.fromUUIDBytes(ID_PREFIXES[kind], bytes).toString();
  };
}
