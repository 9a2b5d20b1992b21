import { randomBytes } from "node:crypto";
import { inject, onTestFinished } from "vitest";
import { ask } from "../db-embedded/ask.js";

/** A database without a single table, gone after the test. */
export async function createEmptyDatabase(): Promise<string> {
  const adminUrl = inject("postgresUrl");
  const name = `empty_${randomBytes(8).toString("hex")}`;
  await ask(adminUrl, `create database "${name}" template template0 strategy file_copy`);
  onTestFinished(async () => void (await ask(adminUrl, `drop database if exists "${name}" with (force)`)));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
