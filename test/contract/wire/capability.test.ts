import { expect, test } from 'vitest'
import { capabilitiesByName } from '#contract/wire/capability'
import { modelsFor, type ProviderReport } from '#contract/wire/health'

test('the name of a model tells what it is for', () => {
  const told = (names: readonly string[]) => names.map(name => capabilitiesByName(name).join(' '))
  const embedding = ['text-embedding-3-small', 'nomic-embed-text:latest', 'BAAI/bge-m3']
  const drawing = ['dall-e-3', 'gpt-image-1-mini', 'black-forest-labs/flux-schnell']
  const chatting = ['gpt-4o-mini', 'o3', 'openai/gpt-5', 'claude-sonnet-5', 'ft:gpt-4o:acme']
  expect([told(embedding), told(drawing), told(chatting), told(['llama3.2:latest'])]).toEqual([
    embedding.map(() => 'embeddings'),
    drawing.map(() => 'images'),
    chatting.map(() => 'chat'),
    ['chat embeddings'],
  ])
})

test('an older worker, which says nothing of what its models can do, can chat', () => {
  const old: ProviderReport = { name: 'openai', models: ['gpt-5'], problem: null }
  const able = { ...old, capabilities: { embeddings: ['e'] } }
  expect([
    modelsFor(old, 'chat'),
    modelsFor(old, 'embeddings'),
    modelsFor(able, 'chat'),
    modelsFor(able, 'embeddings'),
  ]).toEqual([['gpt-5'], [], [], ['e']])
})
