import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that a server on this machine can do with a request: read the body, send it back.
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(201, { 'Content-Type': 'application/json' });
    response.end(Buffer.concat(chunks));
  });
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`echo answers on http://127.0.0.1:${port}\n`);
});
