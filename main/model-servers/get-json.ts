import type { IncomingMessage } from 'node:http'
import { request as plain } from 'node:http'
import { request as encrypted } from 'node:https'
import { FaultError } from '#contract/fault'
import { isForbiddenAddress } from '#contract/model/forbidden-address'
import { safeLookup } from '../base/safe-lookup.ts'

export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
}

const mostBytes = 8_000_000

/** Reads JSON from a server that somebody named: follows no redirect, and gives up on what is too slow or too long. */
export function getJson(
  url: URL,
  headers: Readonly<Record<string, string>>,
  withinMs: number,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const address = url.host
  return new Promise((resolve, reject) => {
    const fail = (fault: FaultError) => {
      reject(fault)
      outgoing?.destroy()
    }
    if (isForbiddenAddress(url.hostname)) {
      fail(unreachable(address, 'a link-local or metadata address'))
      return
    }
    const send = url.protocol === 'https:' ? encrypted : plain
    const outgoing = send(url, {
      headers: { accept: 'application/json', 'user-agent': 'banyan', ...headers },
      agent: false,
      lookup: safeLookup,
      signal,
    })
    const timer = setTimeout(
      () =>
        fail(new FaultError({ code: 'server.silent', address, withinSeconds: withinMs / 1_000 })),
      withinMs,
    )
    outgoing.on('response', response => {
      readWhole(response, address)
        .then(text => resolve(answerOf(response, text, address)), fail)
        .catch(fail)
    })
    outgoing.on('error', cause =>
      reject(
        signal.aborted
          ? new FaultError({ code: 'request.cancelled' })
          : unreachable(address, reasonOf(cause)),
      ),
    )
    outgoing.on('close', () => clearTimeout(timer))
    outgoing.end()
  })
}

async function readWhole(response: IncomingMessage, address: string): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of response) {
      size += piece.length
      if (size > mostBytes) {
        throw new FaultError({ code: 'request.too-large', limitBytes: mostBytes })
      }
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause instanceof FaultError && cause.fault.code === 'request.too-large') {
      throw strange(address, `more than ${mostBytes / 1_000_000} MB`)
    }
    throw unreachable(address, reasonOf(cause))
  }
  return Buffer.concat(pieces).toString('utf8')
}

function answerOf(response: IncomingMessage, text: string, address: string): JsonAnswer {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400) throw strange(address, `redirect, ${status}`)
  try {
    return { status, body: JSON.parse(text) }
  } catch {
    if (status >= 400) return { status, body: null }
    throw strange(address, 'no JSON')
  }
}

const unreachable = (address: string, detail: string) =>
  new FaultError({ code: 'server.unreachable', address, detail })

const strange = (address: string, detail: string) =>
  new FaultError({ code: 'server.strange', address, detail })

/** The system's word for it; its own sentence only where it has none. */
function reasonOf(cause: unknown): string {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown } // sound: both are looked at before they are used
  return typeof code === 'string' ? code : String(message ?? cause).slice(0, 200)
}
