import type { Row } from "../day-record.js";

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new Error(`${column} is no text but ${JSON.stringify(value)}`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] == null ? null : textOf(row, column);
}

/** A whole number; the driver gives a bigint as text. */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  const number = typeof value === "number" ? value : Number(value ?? Number.NaN);
  if (!Number.isSafeInteger(number)) throw new Error(`${column} is no whole number but ${String(value)}`);
  return number;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] == null ? null : numberOf(row, column);
}

export function momentOf(row: Row, column: string): number {
  const value = row[column];
  const ms = value instanceof Date ? value.getTime() : Date.parse(String(value));
  if (!Number.isFinite(ms)) throw new Error(`${column} is no moment but ${String(value)}`);
  return ms;
}

export function momentOrNull(row: Row, column: string): number | null {
  return row[column] == null ? null : momentOf(row, column);
}

/** A JSON column, whether the driver has read it or not. */
export function jsonOf(row: Row, column: string): Record<string, unknown> {
  const value: unknown = typeof row[column] === "string" ? JSON.parse(row[column]) : row[column];
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}
