import { FaultError } from '#contract/fault'
import { OllamaChatRequest, OllamaGenerateRequest, OllamaShowRequest } from '#contract/http/ollama'
import { allowsModel } from '#contract/model/app'
import type { Worker } from '#contract/model/worker'
import { type Call, checked } from '../call.ts'
import { type AskedChat, askWhole, type ChatDoor } from '../dialects/chat-door.ts'
import { answerStream } from '../dialects/chat-stream.ts'
import { isFields } from '../dialects/fields.ts'
import {
  loaded,
  OllamaClock,
  type OllamaForm,
  OllamaStream,
  toOllama,
} from '../dialects/ollama-answer.ts'
import { cardOf, offeredName, ollamaModels, tagOf } from '../dialects/ollama-models.ts'
import { fromOllamaChat, fromOllamaGenerate } from '../dialects/ollama-request.ts'
import type { Route } from '../route.ts'
import type { OtherChat } from './session-chat.ts'

/** The Ollama whose API this is; clients that look for a feature compare it. */
const spokenVersion = '0.13.0'

type Workers = () => readonly Worker[]

/** What a client of Ollama asks for beside `/api/chat`, which is shared. */
export function ollama(door: ChatDoor, workers: Workers): readonly Route[] {
  const startedAt = new Date().toISOString()
  return [
    {
      method: 'POST',
      path: '/api/generate',
      access: 'app',
      async handle(call) {
        const request = await call.json(OllamaGenerateRequest)
        if (!request.prompt && !request.images?.length) {
          answerLoaded(call, request, 'generate', workers())
          return
        }
        answer(door, call, request, fromOllamaGenerate(request), 'generate', workers())
      },
    },
    {
      method: 'GET',
      path: '/api/tags',
      access: 'app',
      handle(call) {
        const models = cardsFor(call, workers()).map(card => tagOf(card, startedAt))
        call.answer(200, { models })
      },
    },
    {
      method: 'POST',
      path: '/api/show',
      access: 'app',
      async handle(call) {
        const { model, name } = await call.json(OllamaShowRequest)
        call.answer(200, cardOf(known(call, model ?? name ?? '', workers()), startedAt))
      },
    },
    {
      method: 'GET',
      path: '/api/version',
      access: 'app',
      handle: call => call.answer(200, { version: spokenVersion }),
    },
    {
      method: 'GET',
      path: '/api/ps',
      access: 'app',
      // Models run elsewhere: none is loaded here.
      handle: call => call.answer(200, { models: [] }),
    },
    { method: 'GET', path: '/', access: 'anyone', handle: greet },
  ]
}

/** `POST /api/chat` as Ollama knows it: a body with `messages` and none of our own fields. */
export function ollamaChat(door: ChatDoor, workers: Workers): OtherChat {
  return {
    owns: json =>
      isFields(json) &&
      Array.isArray(json['messages']) &&
      json['session_id'] === undefined &&
      json['message'] === undefined,
    answer(call, json) {
      call.errorDialect = 'ollama'
      const request = checked(OllamaChatRequest, json)
      if (request.messages.length === 0) answerLoaded(call, request, 'chat', workers())
      else answer(door, call, request, fromOllamaChat(request), 'chat', workers())
    },
  }
}

interface Asking {
  readonly model: string
  readonly stream?: boolean | null | undefined
  readonly keep_alive?: string | number | null | undefined
}

function answer(
  door: ChatDoor,
  call: Call,
  request: Asking,
  chat: AskedChat,
  form: OllamaForm,
  workers: readonly Worker[],
): void {
  const clock = new OllamaClock()
  const asked = { ...chat, model: offeredName(request.model, workers) }
  if (request.stream ?? true) {
    answerStream(door, call, asked, new OllamaStream(request.model, form, clock))
    return
  }
  askWhole(door, call, asked, outcome => {
    if (outcome.kind === 'refused') call.refuse(outcome.fault, outcome.headers)
    else {
      const whole = toOllama(outcome.completion, request.model, form, clock)
      call.answer(200, whole, outcome.headers)
    }
  })
}

/** A request without a prompt asks whether the model is there. */
function answerLoaded(
  call: Call,
  request: Asking,
  form: OllamaForm,
  workers: readonly Worker[],
): void {
  known(call, request.model, workers)
  const isEnd = Number.parseFloat(String(request.keep_alive ?? 1)) === 0
  call.answer(200, loaded(request.model, form, isEnd ? 'unload' : 'load'))
}

/** As far as the app may use them. */
function cardsFor({ caller }: Call, workers: readonly Worker[]) {
  return ollamaModels(workers).filter(({ name }) => allowsModel(caller.app, name))
}

function known(call: Call, wanted: string, workers: readonly Worker[]) {
  const cards = cardsFor(call, workers)
  const name = offeredName(wanted, workers)
  const card = cards.find(each => each.name === name)
  if (card) return card
  // Not there for now is another thing than not there at all: a client may try again.
  if (allowsModel(call.caller.app, name) && workers.some(worker => worker.models.includes(name))) {
    throw new FaultError({ code: 'model.unavailable', model: wanted })
  }
  const offered = cards.map(each => each.name).slice(0, 20)
  throw new FaultError({ code: 'model.unknown', model: wanted, offered })
}

/** Ollama's clients look here for its sign of life; a person with a browser is told whose door this is. */
function greet(call: Call): void {
  const isPerson = call.request.headers.accept?.includes('text/html')
  const text = isPerson ? 'Banyan is running.' : 'Ollama is running'
  call.head(200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(text.length),
  })
  call.response.end(call.request.method === 'HEAD' ? undefined : text)
}
