import { expect, test } from 'vitest'
import { collect } from '#worker/collect'
import { geminiChunks } from '#worker/providers/gemini-answer'

async function* events(...list: readonly object[]) {
  yield* list
}

const answer = (...list: readonly object[]) => collect(geminiChunks(events(...list), 'gemini-x'))
const candidate = (parts: readonly object[], finishReason?: string) => ({
  responseId: 'r1',
  candidates: [{ content: { parts }, ...(finishReason ? { finishReason } : {}) }],
})

test('tells thoughts, text and usage apart', async () => {
  expect(
    await answer(candidate([{ text: 'Hm. ', thought: true }]), candidate([{ text: 'Yes' }]), {
      ...candidate([{ text: '.' }], 'STOP'),
      usageMetadata: {
        promptTokenCount: 10,
        cachedContentTokenCount: 4,
        candidatesTokenCount: 2,
        thoughtsTokenCount: 3,
      },
    }),
  ).toEqual({
    id: 'chatcmpl-r1',
    object: 'chat.completion',
    created: expect.any(Number),
    model: 'gemini-x',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: 'Yes.', reasoning_content: 'Hm. ', refusal: null },
      },
    ],
    usage: {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 3 },
    },
  })
})

test('counts parallel calls from 0 and keeps the signature that Gemini wants back', async () => {
  const { choices } = await answer(
    candidate([
      { functionCall: { name: 'a', args: { x: 1 } }, thoughtSignature: 'signed' },
      { functionCall: { name: 'b' } },
    ]),
    candidate([], 'STOP'),
  )
  expect(choices[0]).toMatchObject({
    finish_reason: 'tool_calls',
    message: {
      content: null,
      tool_calls: [
        {
          type: 'function',
          function: { name: 'a', arguments: '{"x":1}' },
          extra_content: { google: { thought_signature: 'signed' } },
        },
        { type: 'function', function: { name: 'b', arguments: '{}' } },
      ],
    },
  })
})

test.each([
  ['an answer that was blocked', candidate([{ text: 'I' }], 'SAFETY'), 'content_filter'],
  ['a prompt that was blocked', { promptFeedback: { blockReason: 'OTHER' } }, 'content_filter'],
  ['an answer that was too long', candidate([{ text: 'I' }], 'MAX_TOKENS'), 'length'],
])('says why %s ended', async (_what, event, reason) => {
  const { choices } = await answer(event)
  expect(choices[0]?.finish_reason).toBe(reason)
})

test('a call that Gemini could not form is a failure, not an empty answer', async () => {
  await expect(answer(candidate([], 'MALFORMED_FUNCTION_CALL'))).rejects.toMatchObject({
    status: 502,
    code: 'provider_bad_answer',
  })
})
