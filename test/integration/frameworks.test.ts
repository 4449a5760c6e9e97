import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { ChatOpenAI } from '@langchain/openai'
import { generateObject, generateText, stepCountIs, streamText, tool } from 'ai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Cleanup } from '#main/base/cleanup'
import { type House, openHouse, providerNames } from './compatibility-house.ts'

const cleanup = new Cleanup()
let house: House
afterAll(() => cleanup.run())
beforeAll(async () => {
  house = await openHouse(cleanup)
})

const prompt = 'use tool weather with {"city":"台北"}'
const City = z.object({ city: z.string() })
const Weather = z.object({ city: z.string(), degrees: z.int() })
const tools = {
  weather: tool({ inputSchema: City, execute: async ({ city }) => `rain in ${city}` }),
}

describe.each(providerNames)('with %s', provider => {
  const vercel = () =>
    createOpenAICompatible({
      name: 'banyan',
      baseURL: `${house.rootUrl}/v1`,
      supportsStructuredOutputs: true,
    })(house.behind(provider).model)
  const langchain = () =>
    new ChatOpenAI({
      model: house.behind(provider).model,
      apiKey: 'none',
      maxRetries: 0,
      configuration: { baseURL: `${house.rootUrl}/v1` },
    })

  test('ai runs the tool and asks again by itself', async () => {
    const asked = { model: vercel(), prompt, tools, stopWhen: stepCountIs(2), maxRetries: 0 }
    const { text, steps } = await generateText(asked)
    expect(steps.length).toBe(2)
    expect(text).toContain('rain in 台北')
    expect(await streamText(asked).text).toContain('rain in 台北')
  })

  test('ai makes an object of a schema', async () => {
    const { object } = await generateObject({ model: vercel(), schema: Weather, prompt: 'x' })
    expect(Weather.parse(object)).toEqual(object)
  })

  test.each(['jsonSchema', 'functionCalling'] as const)(
    'LangChain makes an object of a schema by %s',
    async method => {
      const answer = await langchain()
        .withStructuredOutput(Weather, { method, name: 'weather' })
        .invoke('use tool weather with {"city":"Oslo","degrees":3}')
      expect(Weather.parse(answer)).toEqual(answer)
    },
  )
})
