import { expect, test } from 'vitest'
import type { ChatChunk } from '#contract/wire/chat'
import { OllamaClock, OllamaStream, toOllama } from '#main/gateway/dialects/ollama-answer'
import {
  callBegins,
  callGoesOn,
  chunk,
  completion,
  detailedUsage,
  role,
  usageChunk,
} from './chunks.ts'

function lines(form: 'chat' | 'generate', ...chunks: readonly ChatChunk[]): readonly unknown[] {
  const stream = new OllamaStream('m:latest', form, new OllamaClock())
  const text = chunks.map(each => stream.chunk(each)).join('') + stream.end()
  expect(text.endsWith('\n')).toBe(true)
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

const head = { model: 'm:latest', created_at: expect.any(String) }
const said = (message: object) => ({
  ...head,
  message: { role: 'assistant', ...message },
  done: false,
})
const ending = (reason: string, prompt: number, completed: number) => ({
  done: true,
  done_reason: reason,
  total_duration: expect.any(Number),
  load_duration: 0,
  prompt_eval_count: prompt,
  prompt_eval_duration: expect.any(Number),
  eval_count: completed,
  eval_duration: expect.any(Number),
})

test('a stream is a line for each piece, calls are told whole, and the last line counts', () => {
  expect(
    lines(
      'chat',
      role,
      chunk({ reasoning_content: 'Hm.' }),
      chunk({ content: '你好' }),
      callBegins(0, 'a', 'f'),
      callGoesOn(0, '{"x":'),
      callGoesOn(0, '1}'),
      callBegins(1, 'b', 'g'),
      chunk({}, 'tool_calls'),
      usageChunk(detailedUsage),
    ),
  ).toEqual([
    said({ content: '', thinking: 'Hm.' }),
    said({ content: '你好' }),
    said({
      content: '',
      tool_calls: [{ id: 'a', function: { index: 0, name: 'f', arguments: { x: 1 } } }],
    }),
    said({
      content: '',
      tool_calls: [{ id: 'b', function: { index: 1, name: 'g', arguments: {} } }],
    }),
    { ...head, message: { role: 'assistant', content: '' }, ...ending('stop', 100, 20) },
  ])
})

test('generate says its text in `response`', () => {
  expect(lines('generate', chunk({ content: 'x' }), chunk({}, 'length'))).toEqual([
    { ...head, response: 'x', done: false },
    { ...head, response: '', ...ending('length', 0, 0) },
  ])
})

test('what breaks is a bare line with an error, and none with done', () => {
  const stream = new OllamaStream('m', 'chat', new OllamaClock())
  const error = { message: 'It broke.', type: 'server_error', code: null, param: null }
  expect(stream.error(error)).toBe('{"error":"It broke."}\n')
})

test('a whole answer is one object', () => {
  const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }
  const answer = completion({ content: 'I look.', tool_calls: [call] }, 'tool_calls', detailedUsage)
  expect(toOllama(answer, 'm:latest', 'chat', new OllamaClock())).toEqual({
    ...head,
    message: {
      role: 'assistant',
      content: 'I look.',
      tool_calls: [{ id: 'a', function: { index: 0, name: 'f', arguments: { x: 1 } } }],
    },
    ...ending('stop', 100, 20),
  })
})

test('durations are in nanoseconds and add up', async () => {
  const clock = new OllamaClock()
  await new Promise(resolve => setTimeout(resolve, 20))
  clock.firstPiece()
  await new Promise(resolve => setTimeout(resolve, 20))
  const {
    total_duration: total,
    prompt_eval_duration: before,
    eval_duration: after,
  } = clock.durations()
  expect(before).toBeGreaterThan(15_000_000)
  expect(after).toBeGreaterThan(15_000_000)
  expect(Math.abs(total - before - after)).toBeLessThan(2)
})
