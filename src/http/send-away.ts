import type { FastifyInstance } from "fastify";

/** "Going away" (RFC 6455, 7.4.1): clients connect again, to another instance or to the next start. */
const GOING_AWAY = 1001;

/** Tells every subscriber, before a graceful stop, that this server ends; whoever comes now is refused. */
export function sendAway(this: FastifyInstance, done: () => void): void {
  for (const socket of this.websocketServer.clients) socket.close(GOING_AWAY, "The server is stopping.");
  this.websocketServer.close();
  done();
}
