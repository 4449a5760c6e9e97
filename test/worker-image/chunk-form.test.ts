import { expect, test } from 'vitest'
import type { ChatChunk } from '#contract/wire/chat'
import { ChunkForm } from '#worker/chunk-form'

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const chunk = (more: Partial<ChatChunk>): ChatChunk => ({
  id: 'a',
  object: 'chat.completion.chunk',
  created: 5,
  model: 'm',
  choices: [{ index: 0, delta: { content: 'x' }, finish_reason: null }],
  ...more,
})

test('one id throughout, and usage in a last chunk of its own for who asked', () => {
  const form = new ChunkForm(true)
  const passed = [
    form.next(chunk({})),
    form.next(chunk({ id: 'b', created: 6, usage })),
    form.next(chunk({ choices: [], usage })),
    form.final(),
  ]
  expect(passed).toEqual([
    chunk({ usage: null }),
    chunk({ usage: null }),
    null,
    chunk({ choices: [], usage }),
  ])
})

test('no usage for who did not ask', () => {
  const form = new ChunkForm(false)
  expect([form.next(chunk({ usage })), form.final(), form.usage]).toEqual([chunk({}), null, usage])
})

test('the same as a comment for the root, unless the last chunk tells it', () => {
  const comments = [true, false].map(wantsUsage => {
    const form = new ChunkForm(wantsUsage)
    form.next(chunk({ usage }))
    return form.comment()
  })
  expect(comments).toEqual(['', `: ${JSON.stringify({ model: 'm', usage })}\n\n`])
})
