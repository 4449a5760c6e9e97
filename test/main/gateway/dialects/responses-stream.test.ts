import { expect, test } from 'vitest'
import { ResponsesRequest } from '#contract/http/responses'
import type { ChatChunk } from '#contract/wire/chat'
import { ResponsesStream } from '#main/gateway/dialects/responses-stream'
import {
  callBegins,
  callGoesOn,
  chunk,
  detailedUsage,
  eventsIn,
  role,
  usageChunk,
} from './chunks.ts'

const request = ResponsesRequest.parse({ model: 'm', input: 'x', instructions: 'Be brief.' })

function told(...chunks: readonly ChatChunk[]) {
  const stream = new ResponsesStream(request)
  return eventsIn(chunks.map(each => stream.chunk(each)).join('') + stream.end())
}

/** Each event’s type without the common prefix. */
const types = (events: readonly { readonly type: string }[]) =>
  events.map(event => event.type.replace('response.', ''))

const all = () =>
  told(
    role,
    chunk({ reasoning_content: 'Hm.' }),
    chunk({ content: 'I look.' }),
    callBegins(0, 'a', 'f'),
    callGoesOn(0, '{"x":1}'),
    chunk({}, 'tool_calls'),
    usageChunk(detailedUsage),
  )

test('every item is added, told in pieces, and done before the next', () => {
  expect(types(all())).toEqual([
    'created',
    'in_progress',
    'output_item.added',
    'reasoning_summary_part.added',
    'reasoning_summary_text.delta',
    'reasoning_summary_text.done',
    'reasoning_summary_part.done',
    'output_item.done',
    'output_item.added',
    'content_part.added',
    'output_text.delta',
    'output_text.done',
    'content_part.done',
    'output_item.done',
    'output_item.added',
    'function_call_arguments.delta',
    'function_call_arguments.done',
    'output_item.done',
    'completed',
  ])
})

test('the sequence numbers rise by one', () => {
  const events = all()
  expect(events.map(event => event['sequence_number'])).toEqual(events.map((_, at) => at))
})

test('the last event holds the whole response', () => {
  const id = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}_\\w{32}$`))
  expect(all().at(-1)).toMatchObject({
    type: 'response.completed',
    response: {
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      model: 'm',
      instructions: 'Be brief.',
      store: false,
      output: [
        { id: id('rs'), type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
        {
          id: id('msg'),
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'I look.', annotations: [], logprobs: [] }],
        },
        { id: id('fc'), type: 'function_call', call_id: 'a', name: 'f', arguments: '{"x":1}' },
      ],
      usage: {
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 60 },
        output_tokens: 20,
        output_tokens_details: { reasoning_tokens: 5 },
        total_tokens: 120,
      },
    },
  })
})

test.each([
  ['length', 'max_output_tokens'],
  ['content_filter', 'content_filter'],
])('an answer that ended by %s is incomplete', (finish, reason) => {
  expect(told(chunk({ content: 'x' }), chunk({}, finish)).at(-1)).toMatchObject({
    type: 'response.incomplete',
    response: { status: 'incomplete', incomplete_details: { reason } },
  })
})

test('what breaks is an error and a response that failed, never a completed one', () => {
  const stream = new ResponsesStream(request)
  stream.chunk(chunk({ content: 'x' }))
  const error = { message: 'It broke.', type: 'server_error', code: 'worker_cut', param: null }
  expect(eventsIn(stream.error(error))).toMatchObject([
    { type: 'error', code: 'worker_cut', message: 'It broke.', param: null },
    {
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'server_error', message: 'It broke.' } },
    },
  ])
})
