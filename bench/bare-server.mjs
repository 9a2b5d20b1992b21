// The floor that every figure is laid beside: node:http, which reads a request and answers a fixed body.
import { createServer } from "node:http";

const body = "x".repeat(Number(process.argv[2]));
const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };

const server = createServer((request, response) => {
  request.once("end", () => response.writeHead(200, headers).end(body));
  request.resume();
});
server.listen(0, "127.0.0.1", () => console.log(`Bare server: http://127.0.0.1:${server.address().port}`));
