import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { aiSdk } from './clients/ai-sdk.ts'
import { anthropicMessages } from './clients/anthropic-messages.ts'
import { type Client, type Feature, features } from './clients/client.ts'
import { langchain } from './clients/langchain.ts'
import { ollamaChat } from './clients/ollama-chat.ts'
import { openAiChat } from './clients/openai-chat.ts'
import { openAiCompletions } from './clients/openai-completions.ts'
import { openAiResponses } from './clients/openai-responses.ts'
import { type House, openHouse, type ProviderName, providerNames } from './compatibility-house.ts'
import { type Cell, compatibilityPage } from './compatibility-page.ts'
import { proofs } from './compatibility-proofs.ts'

const clients = [
  openAiChat,
  openAiCompletions,
  openAiResponses,
  anthropicMessages,
  ollamaChat,
  aiSdk,
  langchain,
] as const satisfies readonly Client[]

const cleanup = new Cleanup()
const cells: Cell[] = []
let house: House
afterAll(() => cleanup.run())
beforeAll(async () => {
  house = await openHouse(cleanup)
})

/** What a provider has not is refused with a 400; the demo has no faults to show. */
function wanted(client: Client, provider: ProviderName, feature: Feature): Cell['result'] {
  const isFault = feature === 'refusal of the provider' || feature === 'cut in the stream'
  if (client.lacks.includes(feature) || (provider === 'demo' && isFault)) return '–'
  return provider === 'gemini' && feature === 'image by address' ? '400' : 'yes'
}

describe.each(clients)('$name', client => {
  describe.each(providerNames)('with %s', provider => {
    test.each(features)('%s', async feature => {
      const result = wanted(client, provider, feature)
      const behind = house.behind(provider)
      const proof = proofs[feature](client, house.rootUrl, behind)
      if (result === 'yes') await proof()
      if (result === '400') {
        await expect(proof().catch(error => Promise.reject(client.statusOf(error)))).rejects.toBe(
          400,
        )
      }
      cells.push({ client: client.name, provider, feature, result })
    })
  })
})

test('docs/compatibility.md says what was proven here', () => {
  const file = inProject('docs', 'compatibility.md')
  const page = compatibilityPage(cells)
  if (process.env['UPDATE_DOCS']) writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})
