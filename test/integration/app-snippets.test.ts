import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type GuidedApp, guideFor } from '#renderer/screens/first-run/snippets'
import { projectDir } from '#tools/project'
import { healthyWorkers, http, postJson } from './http.ts'
import { type RunningProgram, startRoot, temporaryFolder } from './processes.ts'

const run = promisify(execFile)
const cleanup = new Cleanup()
let root: RunningProgram
let id: string
let key: string
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
  const app = await postJson(`${root.url}/api/apps`, { name: 'Guide' })
  id = app.json.id
  key = app.json.key
})

function codeOf(app: GuidedApp, ownKey: string | null): string {
  const target = { address: root.url, key: ownKey, model: 'auto', hello: '你好 from a snippet' }
  const parts = guideFor(app, target)
  return parts.flatMap(part => (part.kind === 'code' ? [part.text] : [])).join('\n')
}

test.each([false, true])('curl, as it is pasted, is answered (own key: %s)', async hasKey => {
  const { stdout } = await run('sh', ['-c', codeOf('curl', hasKey ? key : null)])
  expect(JSON.parse(stdout).choices[0].message.content).toContain('你好 from a snippet')
})

test.each([false, true])('the JavaScript prints an answer (own key: %s)', async hasKey => {
  const folder = temporaryFolder(cleanup)
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(join(projectDir, 'node_modules/openai'), join(folder, 'node_modules/openai'))
  writeFileSync(join(folder, 'ask.mjs'), codeOf('javascript', hasKey ? key : null))
  const { stdout } = await run(process.execPath, [join(folder, 'ask.mjs')])
  expect(stdout).toContain('你好 from a snippet')
})

test('the variables for Claude Code lead to an endpoint that speaks Anthropic', async () => {
  const print = codeOf('claude-code', key).replace(
    /\nclaude$/,
    '\nprintf \'%s\\n\' "$ANTHROPIC_BASE_URL" "$ANTHROPIC_AUTH_TOKEN" "$ANTHROPIC_MODEL"',
  )
  const [address, token, model] = (await run('sh', ['-c', print])).stdout.split('\n')
  const answer = await fetch(`${address}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ model, max_tokens: 50, messages: [{ role: 'user', content: 'hi' }] }),
  })
  expect({ status: answer.status, body: await answer.json() }).toMatchObject({
    ...{ status: 200, body: { type: 'message', role: 'assistant' } },
  })
})

test('an Ollama app finds the models at the address that it is given', async () => {
  const [address = ''] = /http:\/\/\S+/.exec(codeOf('ollama', null)) ?? []
  const { json } = await http(`${address}/api/tags`)
  expect(json.models.map((model: { name: string }) => model.name)).toEqual(['banyan-demo'])
})

test('what is asked with a key of its own is known as that app', async () => {
  await run('sh', ['-c', codeOf('curl', null)])
  await run('sh', ['-c', codeOf('curl', key)])
  const { json } = await http(`${root.url}/api/requests?limit=2`)
  expect(json.requests.map((request: { app: string }) => request.app)).toEqual([id, 'default'])
})
