import { GraphQLScalarType } from "graphql";
import { GraphQLJSONObject } from "graphql-scalars";

export const JsonObjectScalar = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: "JSONObject",
  description: 'A JSON object, such as `{ "table": "12" }`. Arrays and bare values are refused.',
});
