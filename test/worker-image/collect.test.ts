import { expect, test } from 'vitest'
import type { ChatChunk } from '#contract/wire/chat'
import { collect } from '#worker/collect'

async function* chunks(list: readonly object[]) {
  const head = { id: 'c1', object: 'chat.completion.chunk', created: 5, model: 'm' }
  for (const one of list) yield { ...head, ...one } as ChatChunk // sound: the lists below are chunks
}

const delta = (fields: object, more: object = {}, index = 0) => ({
  choices: [{ index, delta: fields, finish_reason: null, ...more }],
})

test('puts a stream together, fields that nobody knows included', async () => {
  expect(
    await collect(
      chunks([
        { ...delta({ role: 'assistant', content: '' }), system_fingerprint: 'fp' },
        delta({ content: 'Hel' }, { logprobs: { content: [{ token: 'Hel' }] } }),
        delta({ content: 'lo', made_up: 'a' }, { logprobs: { content: [{ token: 'lo' }] } }),
        delta({ reasoning_content: 'so', made_up: 'b', annotations: [{ url: 'x' }] }),
        delta({
          tool_calls: [
            { index: 1, id: 'y', type: 'function', function: { name: 'g', arguments: '' } },
          ],
        }),
        delta({ tool_calls: [{ index: 0, id: 'x', function: { name: 'f', arguments: '{' } }] }),
        delta({ tool_calls: [{ index: 0, id: 'x', function: { arguments: '}' } }], content: null }),
        delta({ content: 'second' }, { finish_reason: 'stop' }, 1),
        delta({}, { finish_reason: 'tool_calls' }),
        { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
      ]),
    ),
  ).toEqual({
    id: 'c1',
    object: 'chat.completion',
    created: 5,
    model: 'm',
    system_fingerprint: 'fp',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        logprobs: { content: [{ token: 'Hel' }, { token: 'lo' }] },
        message: {
          role: 'assistant',
          content: 'Hello',
          refusal: null,
          reasoning_content: 'so',
          made_up: 'ab',
          annotations: [{ url: 'x' }],
          tool_calls: [
            { id: 'x', type: 'function', function: { name: 'f', arguments: '{}' } },
            { id: 'y', type: 'function', function: { name: 'g', arguments: '' } },
          ],
        },
      },
      {
        index: 1,
        finish_reason: 'stop',
        message: { role: 'assistant', content: 'second', refusal: null },
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  })
})
