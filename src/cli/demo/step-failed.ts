import { isDeepStrictEqual } from "node:util";

/** Something went another way than the demo says. */
export class StepFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StepFailed";
  }
}

/** Throws unless what was answered is what the demo says. */
export function expectSame(what: string, answered: unknown, expected: unknown): void {
  if (isDeepStrictEqual(answered, expected)) return;
  throw new StepFailed(`${what} should be ${JSON.stringify(expected)} and is ${JSON.stringify(answered)}`);
}

/** Throws unless the answer has each of these fields with these values. */
export function expectFields<Answer extends object>(what: string, answer: Answer, expected: Partial<Answer>): void {
  for (const [field, value] of Object.entries(expected)) {
    expectSame(`${what}.${field}`, answer[field as keyof Answer], value);
  }
}

export function expectPresent<Answer>(what: string, answer: Answer | null | undefined): Answer {
  if (answer == null) throw new StepFailed(`${what} is missing`);
  return answer;
}
