import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A receiver of webhooks that takes everything at once and keeps nothing.
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(204).end());
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`receiver answers on http://127.0.0.1:${port}\n`);
});
