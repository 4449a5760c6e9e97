import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Cleanup } from '#main/base/cleanup'
import { scriptedServer } from '../fakes/scripted-server.ts'
import { healthyWorkers, postJson } from './http.ts'
import { type RunningProgram, startRoot, startWorker } from './processes.ts'

/** What a server says to a chat: a text, at once or after a while; `hang` begins and never ends. */
export interface Line {
  readonly says: string
  readonly afterMs?: number
  readonly hangs?: boolean
}

export interface Voter {
  readonly id: string
  /** The last one is said again and again. */
  script: Line | ((body: AskedChat) => Line)
  readonly asked: AskedChat[]
  /** Requests that were broken off before their answer was whole. */
  aborted: number
}

export interface AskedChat {
  readonly model?: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly requestId: string
  readonly [more: string]: unknown
}

export interface VotingHouse {
  readonly root: RunningProgram
  readonly voters: readonly Voter[]
}

/** A root node before so many OpenAI servers that say what the test writes. */
export async function votingHouse(
  cleanup: Cleanup,
  scripts: readonly Line[],
  environment: Readonly<Record<string, string>> = {},
): Promise<VotingHouse> {
  const opened = await Promise.all(scripts.map(script => openVoter(cleanup, script)))
  const root = await startRoot(cleanup, {
    LOCAL_WORKER: 'false',
    WORKERS: opened.map(({ url }) => url.replace('http://', 'http://:key@')).join(','),
    ...environment,
  })
  await healthyWorkers(root.url, scripts.length)
  return { root, voters: opened.map(({ voter }) => voter) }
}

/** The same behind as many workers of ours, each with its weight. */
export async function weightedHouse(
  cleanup: Cleanup,
  scripts: readonly (Line & { readonly weight: number })[],
): Promise<VotingHouse> {
  const opened = await Promise.all(
    scripts.map(async ({ weight, ...script }) => {
      const { voter, url } = await openVoter(cleanup, script)
      const worker = await startWorker(cleanup, {
        NODE_WEIGHT: String(weight),
        MODEL_PROVIDER: 'compatible',
        COMPATIBLE_BASE_URL: `${url}/v1`,
      })
      return { voter: Object.assign(voter, { id: idOf(worker.url) }), url: worker.url }
    }),
  )
  const root = await startRoot(cleanup, {
    LOCAL_WORKER: 'false',
    WORKERS: opened.map(({ url }) => url).join(','),
  })
  await healthyWorkers(root.url, scripts.length)
  return { root, voters: opened.map(({ voter }) => voter) }
}

async function openVoter(cleanup: Cleanup, script: Line) {
  const voter: Voter = { id: '', script, asked: [], aborted: 0 }
  const server = await scriptedServer((request, response) => serve(voter, request, response))
  cleanup.defer(() => server.close())
  return { voter: Object.assign(voter, { id: idOf(server.url) }), url: server.url }
}

const idOf = (url: string) => url.replace('http://', '').replace(':', '-')

function serve(voter: Voter, request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.endsWith('/models')) {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'llama-9-tiny' }] }))
    return
  }
  if (request.method !== 'POST') {
    response.writeHead(404).end()
    return
  }
  let text = ''
  request.setEncoding('utf8')
  request.on('data', piece => {
    text += piece
  })
  request.on('end', () => {
    const body = { ...JSON.parse(text), requestId: request.headers['x-request-id'] }
    voter.asked.push(body)
    answer(voter, body, response)
  })
}

function answer(voter: Voter, body: AskedChat, response: ServerResponse): void {
  const {
    says,
    afterMs = 0,
    hangs = false,
  } = typeof voter.script === 'function' ? voter.script(body) : voter.script
  const timer = setTimeout(() => {
    const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'llama-9-tiny' }
    const write = (more: object) =>
      response.write(`data: ${JSON.stringify({ ...chunk, ...more })}\n\n`)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    write({
      choices: [{ index: 0, delta: { role: 'assistant', content: says }, finish_reason: null }],
    })
    if (hangs) return
    write({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
    write({ choices: [], usage })
    response.end('data: [DONE]\n\n')
  }, afterMs)
  response.on('close', () => {
    clearTimeout(timer)
    if (!response.writableEnded) voter.aborted++
  })
}

export const chat = ({ root }: VotingHouse, consensus: unknown, more: object = {}) =>
  postJson(`${root.url}/api/chat`, { message: 'How much is 2 + 2?', consensus, ...more })

export const completion = (
  { root }: VotingHouse,
  more: object,
  headers: Record<string, string> = {},
) =>
  postJson(
    `${root.url}/v1/chat/completions`,
    { messages: [{ role: 'user', content: '2 + 2?' }], ...more },
    headers,
  )

export const eventsOf = (text: string) =>
  text
    .split('\n')
    .filter(line => line.startsWith('data: {'))
    .map(line => JSON.parse(line.slice('data: '.length)))
