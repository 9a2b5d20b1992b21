import { parseArgs } from "node:util";
import { z } from "zod";
import { type Role, ROLES } from "../../domain/role.js";
import { CommandError } from "../command-error.js";

export type Command =
  | { name: "create"; role: Role; label: string; locationIds: string[] | null; expiresAt: Date | null }
  | { name: "list" }
  | { name: "revoke"; keyId: string };

export const USAGE = `Usage:
  npm run keys -- create --role ROLE --label TEXT [--location loc_…]… [--expires 2027-01-31]
  npm run keys -- list
  npm run keys -- revoke key_…

  --role      ${ROLES.join(", ")}
  --label     whose key it is, such as "Till 3"
  --location  binds the key to a location; repeat it for several; without it, all locations
  --expires   a date (its beginning in UTC) or a moment such as 2027-01-31T18:00:00+01:00; without it, never`;

const MAX_LABEL_LENGTH = 200;
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** Reads what was typed after `npm run keys --`. Throws a {@link CommandError} that names the option which is wrong. */
export function readCommand(args: readonly string[], now: Date): Command {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (name === "revoke") {
    const [keyId, ...more] = rest;
    if (keyId === undefined || more.length > 0 || !keyId.startsWith("key_")) {
      throw new CommandError("revoke takes the id of one key, key_…: npm run keys -- list shows them.");
    }
    refuseOptions("revoke", values);
    return { name, keyId };
  }
  if (rest.length > 0) throw new CommandError(`${name} does not take ${JSON.stringify(rest[0])}.\n\n${USAGE}`);
  if (name === "list") {
    refuseOptions("list", values);
    return { name };
  }
  if (name === "create") {
    return {
      name,
      role: toRole(values.role),
      label: toLabel(values.label),
      locationIds: toLocationIds(values.location),
      expiresAt: toExpiry(values.expires, now),
    };
  }
  throw new CommandError(name === undefined ? USAGE : `There is no command ${JSON.stringify(name)}.\n\n${USAGE}`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        role: { type: "string" },
        label: { type: "string" },
        location: { type: "string", multiple: true },
        expires: { type: "string" },
      },
    });
  } catch (error) {
    const isUsage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
    if (!isUsage) throw error;
    throw new CommandError(`${error.message}\n\n${USAGE}`);
  }
}

function refuseOptions(name: string, values: Record<string, unknown>): void {
  const [option] = Object.keys(values);
  if (option !== undefined) throw new CommandError(`${name} does not take --${option}.`);
}

function toRole(text: string | undefined): Role {
  const role = ROLES.find((candidate) => candidate === text?.toUpperCase().replace("-", "_"));
  if (role !== undefined) return role;
  const given = text === undefined ? "" : `, not ${JSON.stringify(text)}`;
  throw new CommandError(`--role must be one of ${ROLES.join(", ")}${given}.`);
}

function toLabel(text: string | undefined): string {
  const label = text?.trim() ?? "";
  if (label === "") throw new CommandError('--label must say whose key it is, such as --label "Till 3".');
  if (label.length > MAX_LABEL_LENGTH) throw new CommandError(`--label must have ${MAX_LABEL_LENGTH} letters at most.`);
  return label;
}

function toLocationIds(ids: readonly string[] | undefined): string[] | null {
  const wrong = ids?.find((id) => !id.startsWith("loc_"));
  if (wrong !== undefined) throw new CommandError(`--location must be an id loc_…, not ${JSON.stringify(wrong)}.`);
  return ids === undefined ? null : [...new Set(ids)];
}

function toExpiry(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null;
  if (!moment.safeParse(text).success) {
    throw new CommandError(`--expires must be a date such as 2027-01-31, not ${JSON.stringify(text)}.`);
  }
  const expiresAt = new Date(text);
  if (expiresAt <= now) throw new CommandError(`--expires must lie in the future, and ${text} does not.`);
  return expiresAt;
}
