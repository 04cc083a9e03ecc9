import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Takes up a WebSocket (RFC 6455) of a client, and gives `onMessage` each message that is binary; what it gives is sent back. */
export function takeUpWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  onMessage: (message: Uint8Array, send: (answer: Uint8Array) => void) => void,
): void {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${GUID}`).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  lines.push(`Sec-WebSocket-Accept: ${accept}`, "Sec-WebSocket-Protocol: cbor");
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  socket.on("error", () => socket.destroy());
  let rest = Buffer.alloc(0);
  let parts: Buffer[] = [];
  socket.on("data", (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (let frame = readFrame(rest); frame !== undefined; frame = readFrame(rest)) {
      rest = rest.subarray(frame.length);
      if (frame.kind === 8) return void socket.end(frameOf(8, frame.payload));
      if (frame.kind === 9) socket.write(frameOf(10, frame.payload));
      if (frame.kind > 2) continue;
      parts.push(frame.payload);
      if (!frame.isLast) continue;
      onMessage(Buffer.concat(parts), (answer) => socket.write(frameOf(2, answer)));
      parts = [];
    }
  });
}

interface Frame {
  /** 0 to 2: of a message; 8: the end; 9: a ping. */
  readonly kind: number;
  readonly isLast: boolean;
  readonly payload: Buffer;
  /** In bytes, with all that belongs to it. */
  readonly length: number;
}

/** The first frame; undefined where it has not come whole. Those of a client are masked. */
function readFrame(data: Buffer): Frame | undefined {
  if (data.length < 2) return undefined;
  const [first = 0, second = 0] = data;
  const short = second & 127;
  const more = short === 126 ? 2 : short === 127 ? 8 : 0;
  const start = 2 + more + 4;
  if (data.length < start) return undefined;
  const size = more === 2 ? data.readUInt16BE(2) : more === 8 ? Number(data.readBigUInt64BE(2)) : short;
  if (data.length < start + size) return undefined;
  const mask = data.subarray(start - 4, start);
  const payload = Buffer.from(data.subarray(start, start + size));
  for (let index = 0; index < size; index++) payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return { kind: first & 15, isLast: (first & 128) !== 0, payload, length: start + size };
}

function frameOf(kind: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 128 | kind;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}
