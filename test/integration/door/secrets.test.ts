import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from '../http.ts'
import { startRoot, temporaryFolder } from '../processes.ts'
import { rawRequest, sendRaw } from './raw.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** Found again wherever it ends up. */
const mark = (place: string) => `giveaway-${place}-7f3a`

test('what was sent in confidence is in no log and in no error', async () => {
  const dataDir = temporaryFolder(cleanup)
  const secrets = { ROOT_NODE_SECRET: mark('root-secret'), OPENAI_API_KEY: mark('provider-key') }
  const root = await startRoot(cleanup, { DATA_DIR: dataDir, LOG_LEVEL: 'debug', ...secrets })
  await healthyWorkers(root.url, 1)
  const headers = {
    authorization: `Bearer ${mark('bearer')}`,
    'x-api-key': mark('api-key'),
    cookie: `a=${mark('cookie')}`,
    'user-agent': mark('agent'),
  }
  const chat = `${root.url}/api/chat`
  const completions = `${root.url}/v1/chat/completions`
  const said = [{ role: 'user', content: mark('content') }]
  const evil = { ...headers, origin: `http://${mark('origin')}` }

  await postJson(chat, { message: mark('message'), session_id: mark('session') }, headers)
  await postJson(`${completions}?key=${mark('query')}`, { messages: said }, headers)
  await postJson(completions, { messages: said, stream: true }, headers)
  const errors = [
    await postJson(chat, `{"message":"${mark('broken')}`, headers),
    await postJson(chat, { message: 'ping', session_id: `${mark('session')}\0` }, headers),
    await postJson(chat, { message: [mark('list')], system: mark('system') }, headers),
    await postJson(completions, { messages: said, max_tokens: mark('field') }, headers),
    await postJson(completions, { messages: said, stream: mark('stream') }, headers),
    await postJson(`${root.url}/nowhere?key=${mark('query')}`, { x: mark('lost') }, headers),
    await http(`${root.url}/api/workers`, { headers: evil }),
    await http(`${root.url}/health`, { headers: { ...headers, host: mark('host') } }),
  ].map(({ text }) => text)
  const broken = [
    `GET /${mark('raw')} ${mark('version')}\r\n\r\n`,
    rawRequest('GET /health HTTP/1.1', [`X : ${mark('header')}`]),
    rawRequest('GET /health HTTP/1.1', [`Host: ${mark('second-host')}`]),
    rawRequest(`GET http://u:${mark('user')}@evil.example/ HTTP/1.1`),
    rawRequest('POST /api/chat HTTP/1.1', ['Content-Length: 4, 5'], mark('smuggled')),
  ]
  for (const bytes of broken) errors.push((await sendRaw(root.port, bytes)).text)
  expect(errors.filter(text => text.includes('giveaway'))).toEqual([])

  const output = root.output()
  root.signal('SIGTERM')
  await root.exited
  const logs = join(dataDir, 'logs')
  const lines = readdirSync(logs).flatMap(file =>
    readFileSync(join(logs, file), 'utf8').split('\n'),
  )
  // All but one, which the worker refused and not the root.
  expect(lines.filter(line => line.includes('request refused'))).toHaveLength(errors.length - 1)
  expect([...lines, ...output.split('\n')].filter(line => line.includes('giveaway'))).toEqual([])
})

test('a flood of refusals does not fill the disk', async () => {
  const dataDir = temporaryFolder(cleanup)
  const root = await startRoot(cleanup, { DATA_DIR: dataDir })
  const many = rawRequest('GET /nowhere HTTP/1.1').repeat(2_000)
  await sendRaw(root.port, many, 2_000)
  root.signal('SIGTERM')
  await root.exited
  const text = readFileSync(join(dataDir, 'logs', 'banyan.log'), 'utf8')
  expect(text.match(/request refused/g)).toHaveLength(20)
})
