import { createServer } from 'node:http'
import { protocolVersion, type WorkerHealth } from '#contract/wire/health'
import { usageComment } from '#contract/wire/usage-note'

/** A worker that costs next to nothing: the same answer each time, so that what stands before it can be measured. */
const chunksAStream = Number(process.env['CHUNKS'] ?? 500)

const health: WorkerHealth = {
  status: 'healthy',
  banyan: 'worker',
  version: '0.0.0',
  protocol: protocolVersion,
  worker_id: 'canned',
  uptime_seconds: 0,
  in_flight: 0,
  max_concurrent_requests: 10_000,
  weight: 1,
  default_model: 'canned',
  providers: [{ name: 'compatible', models: ['canned'], problem: null }],
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

const chunk = `data: ${JSON.stringify({
  id: 'chatcmpl-canned',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'canned',
  choices: [{ index: 0, delta: { content: 'word ' }, finish_reason: null }],
})}\n\n`

/** As a worker of ours tells it to the root. */
const usage = usageComment('canned', {
  prompt_tokens: 10,
  completion_tokens: 500,
  total_tokens: 510,
})

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(health))
    return
  }
  let isStream = false
  request.on('data', (piece: Buffer) => {
    isStream ||= piece.includes('"stream":true')
  })
  request.on('end', () => {
    if (!isStream) {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': completion.length,
      })
      response.end(completion)
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let count = 0; count < chunksAStream; count++) response.write(chunk)
    response.end(`${usage}data: [DONE]\n\n`)
  })
})

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())))
