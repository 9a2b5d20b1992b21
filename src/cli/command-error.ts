/** Why a command does not do what it was asked, in words for whoever typed it. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CommandError";
  }
}
