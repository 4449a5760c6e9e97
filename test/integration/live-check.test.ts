import { spawn } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { healthyWorkers } from './http.ts'
import { type RunningProgram, startRoot, startWorker } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const secret = 'a-root-secret-of-the-tests-0123456789'

async function house(environment: Record<string, string> = {}) {
  const workers = await Promise.all(
    ['a', 'b'].map(id => startWorker(cleanup, { WORKER_ID: id, ...environment })),
  )
  const root = await startRoot(cleanup, {
    WORKERS: workers.map(worker => worker.url).join(','),
    LOCAL_WORKER: 'false',
    ...environment,
  })
  await healthyWorkers(root.url, 2)
  return { root, workers }
}

interface Checked {
  readonly code: number | null
  /** What became of each check, without how. */
  readonly lines: readonly string[]
  readonly output: string
}

function check(args: readonly string[], key = ''): Promise<Checked> {
  const script = inProject('test', 'e2e.sh')
  const child = spawn('bash', [script, ...args], { env: { ...process.env, BANYAN_KEY: key } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  return new Promise(resolve => {
    child.once('close', code => {
      const lines = output.match(/^(ok|FAILED|skipped) +\w+/gm) ?? []
      resolve({ code, lines: lines.map(line => line.replace(/ +/, ' ')), output })
    })
  })
}

const checks = [
  'health',
  'workers',
  'models',
  'chat',
  'stream',
  'errors',
  'context',
  'load',
  'metrics',
]
const idOf = (worker: RunningProgram | undefined) => String(worker?.pid)

test('every check passes on a real root node, a killed worker included', async () => {
  const { root, workers } = await house()
  const checked = await check([root.url, '--kill-pid', idOf(workers[0])])
  expect(checked.lines, checked.output).toEqual(
    [...checks, 'failover', 'after'].map(name => `ok ${name}`),
  )
  expect(checked.code).toBe(0)
})

test('with a secret the load comes by curl, and a command may stop the worker', async () => {
  const { root, workers } = await house({ ROOT_NODE_SECRET: secret })
  const stop = ['--stop-worker', `kill -9 ${idOf(workers[1])}`]
  const checked = await check([`${root.url}/`, '--requests', '40', ...stop], secret)
  expect(checked.lines, checked.output).toEqual(
    [...checks, 'failover', 'after'].map(name => `ok ${name}`),
  )
  expect(checked.output).toContain('40 by curl')
  expect(checked.output).not.toContain(secret)
})

test('without a worker named, failover is skipped, and why is said', async () => {
  const { root } = await house()
  const checked = await check([root.url, '--requests', '10', '--model', 'banyan-demo'])
  expect(checked.lines).toEqual([...checks.map(name => `ok ${name}`), 'skipped failover'])
  expect(checked.code).toBe(0)
})

test('what is broken fails, and the script with it', async () => {
  const root = await startRoot(cleanup, { LOCAL_WORKER: 'false' })
  const checked = await check([root.url, '--requests', '10'])
  const wrong = ['health', 'workers', 'models', 'chat', 'stream', 'context', 'load']
  expect(checked.lines.filter(line => line.startsWith('FAILED'))).toEqual(
    wrong.map(name => `FAILED ${name}`),
  )
  expect(checked.code).toBe(1)
})

test.each([[[]], [['localhost']], [['http://127.0.0.1:1', '--requests', '0']], [['--model']]])(
  'called as %j it says how it is called',
  async args => {
    const { code, output } = await check(args)
    expect(output).toContain('Usage: test/e2e.sh ROOT_URL')
    expect(code).toBe(2)
  },
)
