import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readSettings, secretsOf } from '#worker/settings'

function refusal(environment: Record<string, string>): string {
  try {
    readSettings(environment)
    return 'taken'
  } catch (error) {
    return (error as Error).message // sound: only FaultErrors are thrown
  }
}

test('runs on nothing at all', () => {
  expect(readSettings({})).toMatchObject({
    port: 3001,
    host: '127.0.0.1',
    secret: null,
    maxConcurrentRequests: 5,
    weight: 1,
    provider: 'auto',
    openaiApiKey: null,
    ollamaBaseUrl: 'http://127.0.0.1:11434',
    lmstudioBaseUrl: 'http://127.0.0.1:1234',
  })
})

test('the name that begins with WORKER goes first, and nothing is not a value', () => {
  const settings = readSettings({
    WORKER_ID: '',
    NODE_NAME: 'second',
    WORKER_PORT: '0',
    NODE_PORT: '4000',
    OLLAMA_BASE_URL: '',
    OPENAI_API_KEY: ' ',
    LOG_LEVEL: '',
  })
  expect(settings).toMatchObject({
    workerId: 'second',
    port: 0,
    ollamaBaseUrl: null,
    openaiApiKey: null,
    logLevel: 'info',
  })
})

test('a bad value is named with its variable and what is allowed, a secret without its value', () => {
  expect([
    refusal({ NODE_PORT: 'abc' }),
    refusal({ MAX_CONCURRENT_REQUESTS: '0' }),
    refusal({ MODEL_PROVIDER: 'chatgpt' }),
    refusal({ OPENAI_BASE_URL: 'localhost:8000' }),
    refusal({ ROOT_NODE_SECRET: 'too short' }),
    refusal({ WORKER_HOST: '0.0.0.0' }),
    refusal({ WORKER_HOST: '0.0.0.0', NODE_API_KEY: 'a secret that is long' }),
  ]).toEqual([
    'NODE_PORT: "abc" is not allowed; a whole number from 0 to 65535 (0 picks a free port).',
    'MAX_CONCURRENT_REQUESTS: "0" is not allowed; a whole number from 1 up.',
    'MODEL_PROVIDER: "chatgpt" is not allowed; auto, openai, gemini, anthropic, compatible, ollama, lmstudio, demo.',
    'OPENAI_BASE_URL: "localhost:8000" is not allowed; an http:// or https:// address, or nothing.',
    'ROOT_NODE_SECRET: "[secret]" is not allowed; at least 16 characters.',
    'Listening on 0.0.0.0 lets others in: set ROOT_NODE_SECRET first.',
    'taken',
  ])
})

test('a secret may stand in a file; the variable itself goes first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'secret')
  writeFileSync(file, 'a secret that is long\n')
  const settings = readSettings({
    WORKER_HOST: '0.0.0.0',
    NODE_API_KEY_FILE: file,
    OPENAI_API_KEY_FILE: file,
    GEMINI_API_KEY_FILE: file,
    GEMINI_API_KEY: 'g-key',
    WORKER_ID_FILE: file,
  })
  expect([secretsOf(settings), settings.workerId === 'a secret that is long']).toEqual([
    ['a secret that is long', 'a secret that is long', 'g-key'],
    false,
  ])
  expect(refusal({ ROOT_NODE_SECRET_FILE: `${file}-missing` })).toBe(
    `ROOT_NODE_SECRET_FILE: "${file}-missing" is not allowed; a file that the worker may read.`,
  )
  writeFileSync(file, 'too short')
  expect(refusal({ ROOT_NODE_SECRET_FILE: file })).not.toContain('too short')
})

test('knows what must never be written down', () => {
  const settings = readSettings({ ROOT_NODE_SECRET: 'secret-of-the-root', GEMINI_API_KEY: 'g-key' })
  expect(secretsOf(settings)).toEqual(['secret-of-the-root', 'g-key'])
})
