import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

interface Page {
  html: string;
  gzipped: Buffer;
  etag: string;
  contentSecurityPolicy: string;
}

/** The page brings its editor, workers and fonts along, so nothing outside this server may be reached. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "font-src data:",
  "img-src 'self' data:",
  "worker-src blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

const DEFAULT_QUERY = `# Enter a key under "Headers" below, then press play.
query WhoAmITalkingTo {
  serverInfo {
    livemode
    sandbox
    stripeAccount
    apiVersion
  }
}
`;

/** Answers a browser with GraphiQL. The page is rendered and compressed on the first request: it weighs nine megabytes. */
export function createGraphiqlHandler(): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  let rendered: Promise<Page> | undefined;
  return async (request, reply) => {
    rendered ??= renderPage();
    const page = await rendered;
    void reply
      .header("content-security-policy", page.contentSecurityPolicy)
      .header("cache-control", "private, no-cache")
      .header("etag", page.etag)
      .header("vary", "accept, accept-encoding")
      .type("text/html; charset=utf-8");
    if (request.headers["if-none-match"] === page.etag) return reply.code(304).send();
    const takesGzip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    return takesGzip ? reply.header("content-encoding", "gzip").send(page.gzipped) : reply.send(page.html);
  };
}

async function renderPage(): Promise<Page> {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  const rendered = renderGraphiQL({
    title: "Tillgraph",
    endpoint: "/graphql",
    subscriptionsProtocol: "WS",
    defaultEditorToolsVisibility: "headers",
    isHeadersEditorEnabled: true,
    // A key would outlive the session in the browser's storage.
    shouldPersistHeaders: false,
    headers: JSON.stringify({ Authorization: "Bearer " }, null, 2),
    defaultQuery: DEFAULT_QUERY,
  });
  const html = sendHeadersOverWebSocket(rendered);
  return {
    html,
    gzipped: await promisify(gzip)(html),
    etag: `"${createHash("sha256").update(html).digest("base64url")}"`,
    contentSecurityPolicy: [...POLICY, `script-src ${scriptHashOf(html)} blob:`].join("; "),
  };
}

/**
 * The page sends its headers pane with HTTP requests only, while over a WebSocket the key travels in connectionParams:
 * where it hands an operation to its executor, the headers are given as these too.
 */
function sendHeadersOverWebSocket(html: string): string {
  const handingOver = /extensions:\{headers:([\w$]+)\?\.headers\}/;
  if (!handingOver.test(html)) throw new Error("This version of render-graphiql hands its headers over differently.");
  return html.replace(handingOver, "extensions:{headers:$1?.headers,connectionParams:$1?.headers}");
}

/** Only the page's own script runs, known by its hash. */
function scriptHashOf(html: string): string {
  const start = html.indexOf("<script>") + "<script>".length;
  const script = html.slice(start, html.lastIndexOf("</script>"));
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}
