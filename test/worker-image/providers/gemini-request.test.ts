import { expect, test } from 'vitest'
import { geminiRequest } from '#worker/providers/gemini-request'
import { geminiSchema } from '#worker/providers/gemini-schema'
import type { ModelRequest } from '#worker/providers/provider'

const call = (id: string, city: string, extra: object = {}) => ({
  id,
  type: 'function',
  function: { name: 'weather', arguments: JSON.stringify({ city }) },
  ...extra,
})

const conversation: ModelRequest = {
  model: 'gemini-2.5-flash',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        call('a', 'Oslo', { extra_content: { google: { thought_signature: 'signed' } } }),
        call('b', 'Bern'),
      ],
    },
    { role: 'tool', tool_call_id: 'a', content: '{"degrees":1}' },
    { role: 'tool', tool_call_id: 'b', content: 'warm' },
  ],
  tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }],
  tool_choice: { type: 'function', function: { name: 'weather' } },
  temperature: 0.5,
  max_tokens: 10,
  stop: 'END',
  reasoning_effort: 'low',
}

test('puts a conversation with images and parallel tool calls into the form of Gemini', () => {
  expect(geminiRequest(conversation)).toEqual({
    systemInstruction: { parts: [{ text: 'Be brief.\n\nBe kind.' }] },
    contents: [
      {
        role: 'user',
        parts: [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }],
      },
      {
        role: 'model',
        parts: [
          { functionCall: { name: 'weather', args: { city: 'Oslo' } }, thoughtSignature: 'signed' },
          { functionCall: { name: 'weather', args: { city: 'Bern' } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'weather', response: { degrees: 1 } } },
          { functionResponse: { name: 'weather', response: { result: 'warm' } } },
        ],
      },
    ],
    tools: [{ functionDeclarations: [{ name: 'weather' }] }],
    toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['weather'] } },
    generationConfig: {
      temperature: 0.5,
      maxOutputTokens: 10,
      stopSequences: ['END'],
      thinkingConfig: { thinkingBudget: 1024, includeThoughts: true },
    },
  })
})

test('tells a newer model that the signature of a call was not kept', () => {
  const messages = [
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: null, tool_calls: [call('a', 'Oslo'), call('b', 'Bern')] },
  ]
  expect(geminiRequest({ model: 'gemini-3-pro', messages })).toMatchObject({
    contents: [
      {},
      {
        parts: [
          { thoughtSignature: 'skip_thought_signature_validator' },
          { functionCall: { name: 'weather', args: { city: 'Bern' } } },
        ],
      },
    ],
  })
})

test('refuses what Gemini cannot take, with the reason', () => {
  const image = { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } }
  const badCall = { id: 'a', function: { name: 'weather', arguments: '{oops' } }
  const refused = [
    { role: 'user', content: [image] },
    { role: 'user', content: [{ type: 'video' }] },
    { role: 'assistant', content: null, tool_calls: [badCall] },
  ].map(message => {
    try {
      geminiRequest({ model: 'gemini-2.5-flash', messages: [message] })
      return 'taken'
    } catch (error) {
      return (error as Error).message // sound: only WireFaults are thrown
    }
  })
  expect(refused).toEqual([
    'This provider cannot take an image by its address; send it as a data: URL.',
    'This provider cannot take a content part of type "video".',
    'This provider cannot take tool_calls whose arguments are not a JSON object.',
  ])
})

test('turns a JSON schema into the one that Gemini knows', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: ['kind'],
    properties: {
      kind: { const: 'cat' },
      age: { type: ['integer', 'null'], minimum: 0, exclusiveMaximum: 99 },
      born: { type: 'string', format: 'date' },
      owner: { $ref: '#/$defs/person' },
      home: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      tags: { type: 'array', items: { type: ['string', 'number'] } },
    },
    $defs: { person: { type: 'object', properties: { boss: { $ref: '#/$defs/person' } } } },
  }
  const result = geminiSchema(schema)
  expect(result).toMatchObject({
    type: 'object',
    required: ['kind'],
    properties: {
      kind: { type: 'string', enum: ['cat'] },
      age: { type: 'integer', nullable: true, minimum: 0 },
      born: { type: 'string' },
      owner: { type: 'object', properties: { boss: { type: 'object' } } },
      home: { type: 'string', nullable: true },
      tags: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
    },
  })
  expect(JSON.stringify(result)).not.toMatch(/\$|additional|exclusive|const/)
})

test('what must hold together is one schema, since Gemini has no word for it', () => {
  const named = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
  expect(
    geminiSchema({
      $defs: { named },
      allOf: [{ $ref: '#/$defs/named' }],
      properties: { age: { type: 'integer' } },
      required: ['age'],
      description: 'a person',
    }),
  ).toEqual({
    type: 'object',
    description: 'a person',
    properties: { name: { type: 'string' }, age: { type: 'integer' } },
    required: ['name', 'age'],
  })
})
