import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { ChatChunk, ChatCompletion, WireError } from '#contract/wire/chat'
import { linesToSign, signatureHeader, signatureText } from '#contract/wire/signature'
import { openLog } from '#worker/log'
import type { DirectoryPace } from '#worker/providers/provider-directory'
import { type RunningWorker, startWorker } from '#worker/server'
import { readSettings, type WorkerSettings } from '#worker/settings'

export interface TestWorker extends RunningWorker {
  readonly url: string
  readonly logLines: readonly Readonly<Record<string, unknown>>[]
}

/** As from an environment in which nothing else runs on this machine. */
export function workerSettings(environment: Record<string, string> = {}): WorkerSettings {
  return readSettings({
    WORKER_ID: 'worker-of-tests',
    WORKER_PORT: '0',
    OLLAMA_BASE_URL: '',
    LMSTUDIO_BASE_URL: '',
    LOG_LEVEL: 'debug',
    ...environment,
  })
}

/** The real worker program inside this process, on a free port. */
export async function startTestWorker(
  environment: Record<string, string> = {},
  pace?: DirectoryPace,
): Promise<TestWorker> {
  const logLines: Record<string, unknown>[] = []
  const log = openLog('debug', [], line => logLines.push(JSON.parse(line)))
  const worker = await startWorker(workerSettings(environment), log, pace)
  return { ...worker, url: `http://127.0.0.1:${worker.port}`, logLines }
}

export interface Answer<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export async function postChat<T = ChatCompletion & WireError>(
  worker: { readonly url: string },
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(`${worker.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

/** The events of one streamed answer, as they stood on the wire. */
export async function streamChat(
  worker: { readonly url: string },
  body: object,
): Promise<{
  readonly chunks: readonly ChatChunk[]
  readonly text: string
  readonly error: WireError['error'] | null
  readonly isComplete: boolean
}> {
  const response = await fetch(`${worker.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, stream: true }),
  })
  const events = (await response.text()).split('\n\n').filter(event => event.startsWith('data: '))
  const data = events.map(event => event.slice('data: '.length))
  const values = data.filter(text => text !== '[DONE]').map(text => JSON.parse(text))
  const chunks = values.filter((value): value is ChatChunk => !('error' in value))
  return {
    chunks,
    text: chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join(''),
    error: values.find(value => 'error' in value)?.error ?? null,
    isComplete: data.at(-1) === '[DONE]',
  }
}

interface SignOptions {
  readonly secret: string
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly timestamp?: number
  readonly nonce?: string
  readonly requestId?: string
}

export function signedHeaders(options: SignOptions): Record<string, string> {
  const { secret, method, path, body = '' } = options
  const timestamp = String(options.timestamp ?? Date.now())
  const nonce = options.nonce ?? randomUUID()
  const requestId = options.requestId ?? ''
  const lines = linesToSign({ method, path, timestamp, nonce, requestId })
  const keyId = createHash('sha256').update(secret).digest('hex').slice(0, 8)
  const hmac = createHmac('sha256', secret).update(lines).update(body).digest('hex')
  return { [signatureHeader]: signatureText({ keyId, timestamp, nonce, requestId, hmac }) }
}

export async function until(isTrue: () => boolean, withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`not so within ${withinMs} ms`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
