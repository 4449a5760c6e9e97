import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Cleanup } from '#main/base/cleanup'
import { type ScriptedServer, scriptedServer } from '../fakes/scripted-server.ts'

interface Asked {
  readonly model: string
  readonly stream?: boolean
  readonly stream_options?: unknown
}

/** One question and how it is answered. */
export interface Question {
  readonly asked: Asked
  readonly response: ServerResponse
  /** How many came before. */
  readonly number: number
}

export type Script = (question: Question) => void

export interface ScriptedModel extends ScriptedServer {
  /** Of chat, so far. */
  readonly questions: readonly { readonly at: number; readonly asked: Asked }[]
  /** When each connection was broken off by whoever asked. */
  readonly leftAt: readonly number[]
  script: Script
}

/** A server that speaks OpenAI over real sockets, and fails as its script says. */
export async function scriptedModel(
  cleanup: Cleanup,
  models: readonly string[],
  script: Script,
): Promise<ScriptedModel> {
  const questions: { at: number; asked: Asked }[] = []
  const leftAt: number[] = []
  const model: { script: Script } = { script }
  const server = await scriptedServer((request, response) => {
    if (request.method === 'GET') {
      const isList = request.url === '/v1/models'
      response.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ object: 'list', data: models.map(id => ({ id })) }))
      return
    }
    void bodyOf(request).then(body => {
      const asked: Asked = JSON.parse(body)
      response.on('close', () => {
        if (!response.writableFinished) leftAt.push(Date.now())
      })
      questions.push({ at: Date.now(), asked })
      model.script({ asked, response, number: questions.length - 1 })
    })
  })
  cleanup.defer(() => server.close())
  return Object.assign(model, { ...server, questions, leftAt })
}

/** Answers with these words, streamed or whole, as it was asked. */
export function says(...words: readonly string[]): Script {
  return ({ asked, response }) => {
    const usage = {
      prompt_tokens: 7,
      completion_tokens: words.length,
      total_tokens: 7 + words.length,
    }
    if (!asked.stream) {
      response.writeHead(200, { 'content-type': 'application/json' })
      const message = { role: 'assistant', content: words.join('') }
      const choices = [{ index: 0, message, finish_reason: 'stop' }]
      response.end(JSON.stringify({ id: 'c', model: asked.model, choices, usage }))
      return
    }
    streamHead(response)
    for (const word of words) response.write(chunk(asked.model, { content: word }))
    response.write(chunk(asked.model, {}, 'stop'))
    if (asked.stream_options) {
      response.write(event({ id: 'c', model: asked.model, choices: [], usage }))
    }
    response.end('data: [DONE]\n\n')
  }
}

/** Streams these words and then does something else than to end. */
export function breaksAfter(
  words: readonly string[],
  then: (response: ServerResponse) => void,
): Script {
  return ({ asked, response }) => {
    streamHead(response)
    for (const word of words) response.write(chunk(asked.model, { content: word }))
    setTimeout(() => then(response), 30)
  }
}

export function refuses(status: number, headers: Record<string, string> = {}): Script {
  return ({ response }) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(
      JSON.stringify({ error: { message: `no ${status}`, type: 'x', code: `c${status}` } }),
    )
  }
}

/** Takes the request and says nothing. */
export const hangs: Script = () => {}

/** Each question by the next of the scripts; the last one repeats. */
export function inTurn(...scripts: readonly Script[]): Script {
  return question => scripts[Math.min(question.number, scripts.length - 1)]?.(question)
}

export function streamHead(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
}

export function chunk(model: string, delta: object, finish: string | null = null): string {
  return event({ id: 'c', model, choices: [{ index: 0, delta, finish_reason: finish }] })
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8')
  for await (const piece of request) text += piece
  return text
}
