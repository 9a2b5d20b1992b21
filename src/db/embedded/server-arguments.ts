import { LOOPBACK } from "./free-port.js";

/** Test files run in parallel, each with a pool of its own; an idle slot costs some kilobytes of shared memory. */
const MAX_CONNECTIONS = 250;

const WITHOUT_DURABILITY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** The command line of a postmaster, except the binary. Its start is how a live one is recognised: see find-server. */
export function toServerArguments(cluster: string, port: number, durability: "full" | "none"): string[] {
  const settings = {
    listen_addresses: LOOPBACK,
    port: String(port),
    unix_socket_directories: "",
    max_connections: String(MAX_CONNECTIONS),
    timezone: "UTC",
    log_timezone: "UTC",
    // The server's life, not each failed statement: the client gets that error, and its text may hold a customer's data.
    log_min_messages: "log",
    log_checkpoints: "off",
    ...(durability === "none" ? WITHOUT_DURABILITY : {}),
  };
  return ["-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}
