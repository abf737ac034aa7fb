import type { JsonValue } from './fields.js';

/** @throws SyntaxError */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

/** Whether a JSON value is an object, not a list. */
export function isRecord(
  value: JsonValue | undefined,
): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list of numbers, or undefined. */
export function numbersOf(value: JsonValue | undefined): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = value as readonly JsonValue[];
  return list.every((entry) => typeof entry === 'number') ? (list as readonly number[]) : undefined;
}
