import { expect, test } from 'vitest'
import { SessionId, WorkerId } from '#contract/ids'
import type { AnswerFacts } from '#contract/model/session'
import { composeConverse } from '#main/compose-converse'
import type { RoutedRequest, RoutedSink } from '#main/routing/routed-request'
import { Conversations } from '#main/sessions/conversations'
import { sessionShelf } from '#main/store/session-shelf'
import { tempDatabase } from './store/temp-database.ts'

const sessionId = SessionId.parse('s')
const listener = { onText() {}, onRestart() {} }
const never = new AbortController().signal
const chunk = (more: object) => Buffer.from(`data: ${JSON.stringify({ model: 'm', ...more })}\n\n`)
const said = (content: string) => chunk({ choices: [{ index: 0, delta: { content } }] })

/** A root whose workers are asked in this order; the last of them answers. */
async function house(workers: readonly string[], usage: unknown) {
  const conversations = new Conversations({
    shelf: sessionShelf(await tempDatabase()),
    tokenBudget: () => 1_000,
  })
  const priced: unknown[] = []
  const converse = composeConverse({
    conversations,
    router: {
      route(request: RoutedRequest, sink: RoutedSink) {
        for (const id of workers) request.onAttempt?.(WorkerId.parse(id))
        const workerId = WorkerId.parse(workers.at(-1))
        sink.onHead({ status: 200, headers: {}, workerId } as Parameters<RoutedSink['onHead']>[0])
        sink.onData(said('good '))
        sink.onData(said('day'))
        sink.onData(chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage }))
        sink.onData(Buffer.from('data: [DONE]\n\n'))
        queueMicrotask(() => sink.onEnd())
        return { abort() {}, resume() {} }
      },
    },
    votes: { askByVote: () => Promise.reject(new Error('nobody votes here')) },
    cost(model, tokens) {
      priced.push([model, tokens])
      return tokens ? 0.5 : null
    },
  })
  const facts = async (): Promise<AnswerFacts | undefined> => {
    const turn = { sessionId, message: 'hello', requestId: 'r-1' }
    return (await converse(turn, listener, never)).facts
  }
  return { facts, priced, conversations }
}

test('an answer tells its request, its price and who failed before, and that is kept', async () => {
  const usage = {
    ...{ prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
    prompt_tokens_details: { cached_tokens: 4 },
  }
  const { facts, priced, conversations } = await house(['a', 'b', 'c'], usage)
  const told = await facts()
  expect(told).toEqual({
    requestId: 'r-1',
    firstTokenMs: expect.any(Number),
    costUsd: 0.5,
    failedAt: ['a', 'b'],
    ballot: null,
  })
  expect(priced).toEqual([['m', { prompt: 9, completion: 2, cached: 4, reasoning: 0 }]])
  expect(conversations.read(sessionId).messages[1]?.facts).toEqual(told)
})

test.each([
  ['none', undefined],
  ['negative ones', { prompt_tokens: -1, completion_tokens: 2, total_tokens: 1 }],
  ['words', { prompt_tokens: '9', completion_tokens: 2, total_tokens: 11 }],
])('a worker that counts %s costs nobody knows what', async (_, usage) => {
  const { facts, priced } = await house(['a'], usage)
  expect(await facts()).toMatchObject({ costUsd: null, failedAt: [] })
  expect(priced).toEqual([['m', null]])
})
