import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { capabilityNames } from '#contract/wire/capability'
import type { ChatChunk, Usage } from '#contract/wire/chat'
import { mostTokens, stopSequences } from '../answer-options.ts'
import { textOf } from '../chat-content.ts'
import { ChunkMaker } from '../chunk-maker.ts'
import type { ModelRequest, Provider } from '../provider.ts'
import { refuseUse } from '../refuse.ts'
import { demoPictures } from './draw.ts'
import { demoEmbeddings } from './embed.ts'
import { replyTo } from './reply.ts'
import type { DemoCall } from './tool-wishes.ts'
import { countTokens, firstTokens, words } from './words.ts'

const model = 'banyan-demo'

/** Slow enough to be watched and stopped, quick enough not to bore. */
const wordEveryMs = 20

/** Answers without any model, so that everything else can be tried. */
export function demoProvider(): Provider {
  return {
    name: 'demo',
    origin: { label: 'The demo', address: '', keyVariable: '', urlVariable: '', key: null },
    preferredModels: [model],
    models: async () => [model],
    capabilitiesOf: () => capabilityNames,
    chat: demoChunks,
    embed: demoEmbeddings,
    draw: demoPictures,
  }
}

async function* demoChunks(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ChatChunk> {
  refuseUse(request, 'n', [1])
  refuseUse(request, 'logprobs', [false])
  const maker = new ChunkMaker(randomUUID(), model)
  const reply = replyTo(request)
  yield maker.delta({ role: 'assistant', content: reply.kind === 'text' ? '' : null })
  if (reply.kind === 'calls') {
    yield* callChunks(reply.calls, maker)
    yield maker.finish('tool_calls')
    yield maker.usage(usageOf(request, JSON.stringify(reply.calls)))
    return
  }
  const text = beforeStop(reply.text, stopSequences(request))
  const most = mostTokens(request)
  const said = most === null ? text : firstTokens(text, most)
  // Nobody watches an answer that is asked for in one piece.
  if (!request.stream) yield maker.delta({ content: said })
  else {
    for (const word of words(said)) {
      yield maker.delta({ content: word })
      await pause(wordEveryMs, undefined, { signal })
    }
  }
  yield maker.finish(said.length < text.length ? 'length' : 'stop')
  yield maker.usage(usageOf(request, said))
}

function* callChunks(calls: readonly DemoCall[], maker: ChunkMaker): Generator<ChatChunk> {
  for (const [index, call] of calls.entries()) {
    const id = `call_${randomUUID()}`
    const begin = { name: call.name, arguments: '' }
    yield maker.delta({ tool_calls: [{ index, id, type: 'function', function: begin }] })
    const args = JSON.stringify(call.arguments)
    yield maker.delta({ tool_calls: [{ index, function: { arguments: args } }] })
  }
}

function beforeStop(text: string, stops: readonly string[]): string {
  const ends = stops.map(stop => text.indexOf(stop)).filter(at => at >= 0)
  return text.slice(0, Math.min(text.length, ...ends))
}

function usageOf(request: ModelRequest, said: string): Usage {
  const perMessage = 3
  const prompt = request.messages
    .map(message => countTokens(textOf(message)) + perMessage)
    .reduce((sum, count) => sum + count, 0)
  const completion = countTokens(said)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  }
}
