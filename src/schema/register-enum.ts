import { registerEnumType } from "type-graphql";

interface EnumDescriptions<Value extends string> {
  description: string;
  values?: Partial<Record<Value, string>>;
}

/** Makes a GraphQL enum of one of the domain's arrays, so that a value is added in one place. */
export function registerEnum<Value extends string>(
  name: string,
  values: readonly Value[],
  { description, values: valueDescriptions = {} }: EnumDescriptions<Value>,
): Record<Value, Value> {
  const enumObject = Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
  const described = Object.entries<string | undefined>(valueDescriptions).flatMap(([value, text]) =>
    text === undefined ? [] : [[value, { description: text }] as const],
  );
  const valuesConfig = Object.fromEntries(described) as Partial<Record<Value, { description: string }>>;
  registerEnumType(enumObject, { name, description, valuesConfig });
  return enumObject;
}
