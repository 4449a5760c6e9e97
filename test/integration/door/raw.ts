import { connect, type Socket } from 'node:net'

/** Sends bytes that no HTTP client would and gathers what comes back until the connection closes or falls silent. */
export function sendRaw(
  port: number,
  bytes: string | Buffer | readonly (string | Buffer)[],
  silenceMs = 300,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    const done = (isClosed: boolean) => {
      socket.destroy()
      resolve({ text: Buffer.concat(pieces).toString('latin1'), isClosed })
    }
    socket.setTimeout(silenceMs, () => done(false))
    socket.on('data', piece => pieces.push(piece))
    socket.on('end', () => done(true))
    socket.on('error', error => (pieces.length > 0 ? done(true) : reject(error)))
    for (const part of Array.isArray(bytes) ? bytes : [bytes]) socket.write(part)
  })
}

export interface RawAnswer {
  readonly text: string
  /** By the server, which so says that it takes nothing more. */
  readonly isClosed: boolean
}

/** The statuses of all answers that came, in their order. */
export function statusesIn(text: string): readonly number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}

/** The error of an answer in OpenAI's shape; null when it has none. */
export function errorIn(text: string): { readonly code: string; readonly message: string } | null {
  const body = /\r\n\r\n(\{.*\})$/s.exec(text)?.[1]
  return body === undefined ? null : JSON.parse(body).error
}

/** A request as it stands on the wire. */
export function rawRequest(line: string, headers: readonly string[] = [], body = ''): string {
  return `${[line, 'Host: 127.0.0.1', ...headers].join('\r\n')}\r\n\r\n${body}`
}

export function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.on('error', reject)
  })
}
