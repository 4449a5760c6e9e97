import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { LocalWorkerMessage } from '#contract/wire/local-worker'
import { postChat, streamChat, until } from '#test/fakes/worker-program'

// Real processes and sockets, on machines that may be busy.
vi.setConfig({ testTimeout: 20_000 })

const main = fileURLToPath(new URL('../../worker-image/main.ts', import.meta.url))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
})

interface Program {
  readonly child: ChildProcess
  readonly messages: LocalWorkerMessage[]
  output(): string
}

/** The program as the root starts it: a child process with a channel. */
function start(environment: Record<string, string>, more: { readonly ipc: boolean }): Program {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', ...(more.ipc ? ['ipc' as const] : [])]
  const child = spawn(process.execPath, [main], {
    stdio,
    env: {
      PATH: process.env['PATH'],
      WORKER_PORT: '0',
      OLLAMA_BASE_URL: '',
      LMSTUDIO_BASE_URL: '',
      ...(more.ipc ? { BANYAN_PARENT: String(process.pid) } : {}),
      ...environment,
    },
  })
  children.push(child)
  const messages: LocalWorkerMessage[] = []
  child.on('message', message => messages.push(LocalWorkerMessage.parse(message)))
  let output = ''
  const add = (text: Buffer) => {
    output += text.toString()
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return { child, messages, output: () => output }
}

async function listening({ messages, output }: Program): Promise<{ readonly url: string }> {
  await until(() => messages.length > 0, 10_000)
  const [message] = messages
  if (message?.type !== 'listening') throw new Error(output())
  return { url: `http://127.0.0.1:${message.port}` }
}

const said = (content: string, more: object = {}) => ({
  messages: [{ role: 'user', content }],
  ...more,
})

test('finishes what is under way before it stops, and says that it drains', async () => {
  const program = start({}, { ipc: true })
  const worker = await listening(program)
  const streaming = streamChat(worker, said('count to 60'))
  await new Promise(resolve => setTimeout(resolve, 200))
  program.child.kill('SIGTERM')
  await until(() => program.output().includes('worker stopping'))
  const health = await (await fetch(`${worker.url}/health`)).json()
  const refused = await postChat(worker, said('hello'))
  const streamed = await streaming
  const [code] = await once(program.child, 'exit')
  expect({
    code,
    status: health['status'],
    refused: [refused.status, refused.body.error.code],
    isComplete: streamed.isComplete,
    end: streamed.text.slice(-5),
  }).toEqual({
    code: 0,
    status: 'draining',
    refused: [503, 'worker_stopping'],
    isComplete: true,
    end: '59 60',
  })
})

test('cuts short what takes too long, and says so in the stream', async () => {
  const program = start({ SHUTDOWN_GRACE_MS: '200' }, { ipc: true })
  const worker = await listening(program)
  const streaming = streamChat(worker, said('count to 5000'))
  await new Promise(resolve => setTimeout(resolve, 200))
  program.child.kill('SIGTERM')
  const [streamed, [code]] = await Promise.all([streaming, once(program.child, 'exit')])
  expect([code, streamed.isComplete, streamed.error?.code]).toEqual([0, false, 'worker_stopping'])
})

test('a second signal ends it at once', async () => {
  const program = start({}, { ipc: true })
  const worker = await listening(program)
  const streaming = streamChat(worker, said('count to 5000')).catch(() => 'cut')
  await new Promise(resolve => setTimeout(resolve, 200))
  const askedAt = performance.now()
  program.child.kill('SIGINT')
  await until(() => program.output().includes('worker stopping'))
  program.child.kill('SIGINT')
  const [code] = await once(program.child, 'exit')
  await streaming
  expect([code, performance.now() - askedAt < 2_000]).toEqual([0, true])
})

test('never outlives the root that started it', async () => {
  const program = start({}, { ipc: true })
  const worker = await listening(program)
  const streaming = streamChat(worker, said('count to 5000')).catch(() => 'cut')
  await new Promise(resolve => setTimeout(resolve, 100))
  program.child.disconnect()
  const [code] = await once(program.child, 'exit')
  await streaming
  expect(code).toBe(0)
})

test('notices by the process itself when the channel is held open by others', async () => {
  const script = `
    const { spawn } = require('node:child_process')
    const env = { ...process.env, BANYAN_PARENT: String(process.pid) }
    const child = spawn(process.execPath, [${JSON.stringify(main)}], { stdio: 'ignore', detached: true, env })
    console.log(child.pid)
    setTimeout(() => process.exit(), 50)`
  const parent = spawn(process.execPath, ['-e', script], {
    env: { WORKER_PORT: '0', OLLAMA_BASE_URL: '', LMSTUDIO_BASE_URL: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(parent)
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(String(line))
  await once(parent, 'exit')
  const isAlive = () => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  await until(() => !isAlive(), 8_000)
})

test('refuses to start with one line, and tells the root', async () => {
  const program = start({ WORKER_HOST: '0.0.0.0' }, { ipc: true })
  const [code] = await once(program.child, 'exit')
  const reason = 'Listening on 0.0.0.0 lets others in: set ROOT_NODE_SECRET first.'
  expect([code, program.messages, program.output()]).toEqual([
    1,
    [{ type: 'failed', reason }],
    `${reason}\n`,
  ])
})

test('says who is in the way when its port is taken', async () => {
  const first = start({}, { ipc: true })
  const { url } = await listening(first)
  const { port } = new URL(url)
  const second = start({ WORKER_PORT: port }, { ipc: false })
  const [code] = await once(second.child, 'exit')
  expect([code, second.output().split('\n').at(-2)]).toEqual([
    1,
    `Port ${port} on 127.0.0.1 is taken by another program.`,
  ])
})
