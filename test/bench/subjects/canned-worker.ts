import { createServer, type ServerResponse } from 'node:http'
import type { WorkerHealth } from '#contract/wire/health'
import { spokenProtocol } from '#contract/wire/protocol'
import { usageComment } from '#contract/wire/usage-note'
import { brokenModel, brokenModels } from '../broken-models.ts'
import { nowMicros, planIn, type StreamPlan, sentMark } from '../stream-plan.ts'

/** A worker that costs next to nothing: the same answer each time, so that what stands before it can be measured. */
const workers = Number(process.env['BENCH_WORKERS'] ?? 1)

/** More is not written ahead of a slow reader, or the worker's own memory would be measured. */
const aheadBytes = 1_048_576

const health: WorkerHealth = {
  status: 'healthy',
  banyan: 'worker',
  version: '0.0.0',
  protocol: spokenProtocol.newest,
  worker_id: 'canned',
  uptime_seconds: 0,
  in_flight: 0,
  max_concurrent_requests: 10_000,
  weight: 1,
  default_model: 'canned',
  providers: [{ name: 'compatible', models: ['canned', ...brokenModels], problem: null }],
}

const completion = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-canned',
    object: 'chat.completion',
    created: 1,
    model: 'canned',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'x'.repeat(100) }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 25, total_tokens: 35 },
  }),
)

const chunkOf = (content: string) =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-canned',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'canned',
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
  })}\n\n`

const chunk = chunkOf('word ')
const [beforeStamp = '', afterStamp = ''] = chunkOf('STAMP').split('STAMP')
const stampedChunk = () => `${beforeStamp}${sentMark}${nowMicros()} ${afterStamp}`

/** As a worker of ours tells it to the root. */
const usage = usageComment('canned', {
  prompt_tokens: 10,
  completion_tokens: 500,
  total_tokens: 510,
})
const ending = `${usage}data: [DONE]\n\n`

function openWorker(): Promise<number> {
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(health))
      return
    }
    let body = ''
    request.on('data', (piece: Buffer) => {
      body += piece.toString('latin1')
    })
    request.on('end', () => {
      if (body.includes(brokenModel)) response.writeHead(500).end('{"error":{"message":"broken"}}')
      else if (body.includes('"stream":true')) stream(response, planIn(body))
      else sendWhole(response)
    })
  })
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', 2_048, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}

function sendWhole(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': completion.length,
  })
  response.end(completion)
}

function stream(response: ServerResponse, { chunks, pauseMs }: StreamPlan): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  if (pauseMs === 0) burst(response, chunks)
  else pace(response, chunks, pauseMs)
}

function burst(response: ServerResponse, chunks: number): void {
  for (let left = chunks; left > 0; left--) {
    response.write(chunk)
    if (response.writableLength < aheadBytes) continue
    response.once('drain', () => burst(response, left - 1))
    return
  }
  response.end(ending)
}

/** Frames of the chunked encoding, straight to the socket: the load would not keep its pace otherwise. */
function pace(response: ServerResponse, chunks: number, pauseMs: number): void {
  response.flushHeaders()
  let left = chunks
  const timer = setInterval(() => {
    if (left-- > 0) return void response.socket?.write(frameOf(stampedChunk()))
    clearInterval(timer)
    response.end(ending)
  }, pauseMs)
  response.on('close', () => clearInterval(timer))
}

/** Of text in ASCII. */
const frameOf = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`

const ports = await Promise.all(Array.from({ length: workers }, openWorker))
console.log(JSON.stringify({ ports }))
