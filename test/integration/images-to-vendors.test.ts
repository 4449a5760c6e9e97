import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { startStub } from '../fakes/stub-llm.mjs'
import { healthyWorkers, postJson } from './http.ts'
import { type RunningProgram, startRoot } from './processes.ts'
import { type RecordingProxy, recordingProxy } from './recording-proxy.ts'

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNwOz4bK2IYWhIAVe9qAa/hHQAAAAAASUVORK5CYII='
const question = 'echo: 一棵树'

const cleanup = new Cleanup()
const vendors = new Map<string, RecordingProxy>()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  const urls = await Promise.all(Object.keys(forms).map(startVendor))
  const [openai, anthropic, gemini] = urls
  root = await startRoot(cleanup, {
    MODEL_PROVIDER: 'auto',
    OLLAMA_BASE_URL: `${openai}/nothing-here`,
    LMSTUDIO_BASE_URL: `${openai}/nothing-here`,
    OPENAI_API_KEY: 'sk-openai-secret-1',
    OPENAI_BASE_URL: `${openai}/v1`,
    GEMINI_API_KEY: 'AIza-gemini-secret-2',
    GEMINI_BASE_URL: `${gemini}`,
    ANTHROPIC_API_KEY: 'sk-ant-secret-3',
    ANTHROPIC_BASE_URL: `${anthropic}`,
  })
  await healthyWorkers(root.url, 1)
})

/** Each has one model only, so that no other one answers in its place. */
async function startVendor(model: string): Promise<string> {
  const stub = await startStub({ models: [model] })
  cleanup.defer(() => stub.close())
  const vendor = await recordingProxy(stub.url, cleanup)
  vendors.set(model, vendor)
  return vendor.url
}

/** As apps of each kind send one: the path, the body, and where the answer's text is. */
const apps = {
  OpenAI: (model: string) =>
    ask('/v1/chat/completions', {
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: question },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
          ],
        },
      ],
    }).then(json => json.choices[0].message.content),
  Responses: (model: string) =>
    ask('/v1/responses', {
      model,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: question },
            { type: 'input_image', image_url: `data:image/png;base64,${png}` },
          ],
        },
      ],
    }).then(json => json.output[0].content[0].text),
  Anthropic: (model: string) =>
    ask('/v1/messages', {
      model,
      max_tokens: 100,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: question },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
          ],
        },
      ],
    }).then(json => json.content[0].text),
  Ollama: (model: string) =>
    ask('/api/chat', {
      model,
      stream: false,
      messages: [{ role: 'user', content: question, images: [png] }],
    }).then(json => json.message.content),
  'Ollama’s older': (model: string) =>
    ask('/api/generate', { model, stream: false, prompt: question, images: [png] }).then(
      json => json.response,
    ),
} as const

async function ask(path: string, body: object) {
  const { status, json, text } = await postJson(`${root.url}${path}`, body)
  expect({ status, text }).toMatchObject({ status: 200 })
  return json
}

/** What each vendor must have been sent, wherever in its body it lies. */
const forms = {
  'gpt-4o-mini': [
    { type: 'text', text: question },
    { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
  ],
  'claude-sonnet-4-5': [
    { type: 'text', text: question },
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
  ],
  'gemini-2.5-flash': [{ text: question }, { inlineData: { mimeType: 'image/png', data: png } }],
} as const

function partsSentTo(model: string) {
  const body = JSON.parse(vendors.get(model)?.lastBody() ?? '{}')
  return body.messages?.[0].content ?? body.contents[0].parts
}

type App = keyof typeof apps
type Model = keyof typeof forms
// Sound: these are all of their keys.
const ways = (Object.keys(apps) as App[]).flatMap(app =>
  (Object.keys(forms) as Model[]).map(model => [app, model] as const),
)

test.each(ways)('an image in %s form reaches %s in its own', async (app, model) => {
  expect(await apps[app](model)).toContain('一棵树')
  expect(partsSentTo(model)).toEqual(forms[model])
})
