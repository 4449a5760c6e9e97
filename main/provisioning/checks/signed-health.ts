import { createHash, createHmac, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { Duplex } from 'node:stream'
import { hostReason } from '#contract/host-reason'
import { WorkerHealth } from '#contract/wire/health'
import { linesToSign, signatureHeader, signatureText } from '#contract/wire/signature'
import type { Secret } from '../../base/secret.ts'
import { NotWell } from './not-well.ts'

const mostBytes = 1_000_000
const withinMs = 10_000

/** Asks a worker at the other end of a stream what it says to those who know its secret. */
export async function signedHealth(
  stream: Duplex,
  secret: Secret,
  signal: AbortSignal,
): Promise<WorkerHealth> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
  const { status, text } = await answerTo(stream, authorization(secret), limit)
  if (status !== 200) {
    const why = hostReason('refuses-signed', { status })
    throw new NotWell(`it answers ${status} to a signed request`, why)
  }
  const parsed = WorkerHealth.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const words = 'it does not answer as a worker of ours to a signed request'
  throw new NotWell(words, hostReason('not-ours'))
}

function authorization(secret: Secret): string {
  const timestamp = String(Date.now())
  const nonce = randomUUID()
  const parts = { method: 'GET', path: '/health', timestamp, nonce, requestId: '' }
  const key = secret.reveal()
  const hmac = createHmac('sha256', key).update(linesToSign(parts)).digest('hex')
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return signatureText({ keyId, timestamp, nonce, requestId: '', hmac })
}

function answerTo(
  stream: Duplex,
  signature: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const call = request({
      createConnection: () => stream,
      host: '127.0.0.1',
      path: '/health',
      headers: { [signatureHeader]: signature },
      signal,
    })
    call.on('error', reject)
    call.on('response', answer => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => {
        text += piece
        if (text.length > mostBytes) answer.destroy(new Error('its answer is too long'))
      })
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    call.end()
  }).finally(() => stream.destroy()) as Promise<{ status: number; text: string }> // sound: what is resolved above
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
