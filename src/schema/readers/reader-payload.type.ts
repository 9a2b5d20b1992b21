import { Field, ObjectType } from "type-graphql";
import { ReaderActionType } from "./reader-action.type.js";
import { ReaderType } from "./reader.type.js";

@ObjectType("ReaderPayload", { simpleResolvers: true })
export class ReaderPayload {
  @Field(() => ReaderType)
  reader!: ReaderType;

  @Field(() => ReaderActionType, { nullable: true, description: "What runs on the reader, if this call is about it." })
  action!: ReaderActionType | null;
}
