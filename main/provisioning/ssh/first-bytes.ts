import type { Duplex } from 'node:stream'
import { plainWords } from './plain-words.ts'

/** What an SSH server says before anything is encrypted. */
export interface Greeting {
  /** Lines before its name, such as why it hangs up at once. */
  readonly words: string
  /** Such as `SSH-2.0-OpenSSH_9.6p1`; null until it came. */
  readonly server: string | null
  /** What it can, in its order; null until it came. */
  readonly offer: ServerOffer | null
}

export interface ServerOffer {
  readonly kex: readonly string[]
  readonly hostKeys: readonly string[]
  readonly ciphers: readonly string[]
  readonly macs: readonly string[]
}

const mostBytes = 16 * 1024
const keyExchangeInit = 20
const cookieBytes = 16

/**
 * Listens to how a connection begins: ssh2 tells neither why a server hangs up at once nor what a
 * server offers that has nothing in common with us. To be called on a stream that is paused.
 */
export function firstBytes(stream: Duplex): () => Greeting {
  let bytes: Buffer = Buffer.alloc(0)
  const onData = (piece: Buffer) => {
    bytes = Buffer.concat([bytes, piece]).subarray(0, mostBytes)
    if (bytes.length === mostBytes || greetingOf(bytes).offer) stream.removeListener('data', onData)
  }
  stream.on('data', onData)
  return () => greetingOf(bytes)
}

export function greetingOf(bytes: Buffer): Greeting {
  const text = bytes.toString('latin1')
  const match = /(?:^|\n)(SSH-[^\r\n]*)\r?\n/.exec(text)
  if (match === null) return { words: plain(text), server: null, offer: null }
  const [line, server = ''] = match
  return {
    words: plain(text.slice(0, match.index)),
    server: plain(server),
    offer: offerOf(bytes.subarray(match.index + line.length)),
  }
}

/** RFC 4253, 7.1: after 22 bytes of head come lists of names, each with its length before it. */
function offerOf(packet: Buffer): ServerOffer | null {
  if (packet.length < 4 || packet[5] !== keyExchangeInit) return null
  if (packet.length < 4 + packet.readUInt32BE(0)) return null
  const lists: string[][] = []
  let at = 4 + 1 + 1 + cookieBytes
  while (lists.length < 6 && at + 4 <= packet.length) {
    const end = at + 4 + packet.readUInt32BE(at)
    lists.push(plain(packet.toString('latin1', at + 4, end)).split(','))
    at = end
  }
  const [kex, hostKeys, ciphers, , macs] = lists
  return kex && hostKeys && ciphers && macs ? { kex, hostKeys, ciphers, macs } : null
}

const plain = (text: string) => plainWords(text, 1_000)
