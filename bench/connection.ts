import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const END_OF_HEAD = "\r\n\r\n";

/**
 * One keep-alive connection with one request at a time. On a bare socket, because `node:http` as a client costs more
 * CPU than the server that is measured, and the machine's other core would be the limit.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#take(chunk));
    socket.on("close", () => this.#waiting?.reject(new Error("the server closed the connection")));
    socket.on("error", (error) => this.#waiting?.reject(error));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    return new Connection(socket);
  }

  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const endOfHead = this.#received.indexOf(END_OF_HEAD);
    if (endOfHead === -1) return;
    const head = this.#received.toString("latin1", 0, endOfHead);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    const start = endOfHead + END_OF_HEAD.length;
    if (this.#received.length < start + length) return;

    const answer = { status: Number(head.slice(9, 12)), body: this.#received.toString("utf8", start, start + length) };
    this.#received = this.#received.subarray(start + length);
    const { resolve } = this.#waiting ?? {};
    this.#waiting = undefined;
    resolve?.(answer);
  }
}
