import type { WebSocket } from "ws";

/** A client pings every few seconds, also during a long download; one that reads has its answers by then. */
const MAX_UNREAD_PONGS = 20;

/**
 * Bounds what a client that does not read makes us keep. An operation waits until its answer is sent, and only so many
 * run at once; answers to the subprotocol's pings wait for nothing (those to a WebSocket's own are bounded by `ws`).
 */
export interface UnreadSockets {
  /** Lets an answer that its client did not wait for end without a word. */
  forgetUnsent(socket: WebSocket): void;
  /** A ping of the subprotocol came. A client that pings on and on without reading is cut off. */
  countPing(socket: WebSocket): void;
}

type Send = (data: string, done: (error?: Error) => void) => void;

export function createUnreadSockets(): UnreadSockets {
  const pongs = new WeakMap<WebSocket, number>();
  return {
    forgetUnsent(socket) {
      const send: Send = socket.send.bind(socket);
      // That a client went before its answer is nobody's fault; graphql-ws would print it as one of ours, past the log.
      const sendOrForget: Send = (data, done) =>
        send(data, (error) => done(socket.readyState === socket.OPEN ? error : undefined));
      socket.send = sendOrForget as WebSocket["send"];
    },
    countPing(socket) {
      const unread = socket.bufferedAmount === 0 ? 0 : (pongs.get(socket) ?? 0) + 1;
      pongs.set(socket, unread);
      if (unread > MAX_UNREAD_PONGS) socket.terminate();
    },
  };
}
