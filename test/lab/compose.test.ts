import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { eventually, temporaryFolder } from '../integration/processes.ts'
import { secret } from './containers.ts'
import { type LabDocker, openLabDocker } from './docker.ts'

const house = new Cleanup()
let lab: LabDocker
let folder: string
const files = ['compose.worker.yaml', 'compose.three-workers.yaml', 'compose.root.yaml']

beforeAll(async () => {
  lab = await openLabDocker(house)
  await lab.buildImage('worker', 'amd64')
  await lab.buildImage('root', 'amd64')
  folder = temporaryFolder(house)
  for (const file of files) {
    copyFileSync(join(import.meta.dirname, '../../worker-image', file), join(folder, file))
  }
  writeFileSync(join(folder, 'worker.env'), `ROOT_NODE_SECRET=${secret}\n`)
})
afterAll(() => house.run())

const named = (...names: readonly string[]) => names.flatMap(name => ['-f', join(folder, name)])

async function asked(...args: readonly string[]) {
  return JSON.parse(
    await lab.inside('curl', '-sS', '-H', `authorization: Bearer ${secret}`, ...args),
  )
}

test('one worker: healthy where the file says', async () => {
  const compose = (...args: readonly string[]) => lab.compose(...named(files[0] ?? ''), ...args)
  await compose('up', '-d')
  await eventually(30_000, async () => {
    const health = await asked('http://127.0.0.1:3001/health')
    expect(health).toMatchObject({ banyan: 'worker', status: 'healthy' })
  })
  await compose('down')
})

test('three workers and the root node, which keeps what it was told over a new container', async () => {
  const workers = [1, 2, 3].map(number => `http://worker-${number}:3001`)
  writeFileSync(join(folder, '.env'), `WORKERS=${workers.join(',')}\nLOCAL_WORKER=false\n`)
  const compose = (...args: readonly string[]) =>
    lab.compose('--project-directory', folder, ...named(...files.slice(1)), ...args)
  const root = 'http://127.0.0.1:3000'
  const isHealthy = () =>
    eventually(60_000, async () => {
      const health = await asked(`${root}/health`)
      expect(health.workers).toEqual({ total: 3, healthy: 3 })
    })
  const say = (message: string) => {
    const body = JSON.stringify({ session_id: 'a', message })
    return asked('-H', 'content-type: application/json', '-d', body, `${root}/api/chat`)
  }

  await compose('up', '-d')
  await isHealthy()
  await say('我叫小李')
  await compose('up', '-d', '--force-recreate', 'root')
  await isHealthy()
  expect(await say('我叫什么？')).toMatchObject({ response: '你叫小李。' })
  await compose('down', '--volumes')
})
