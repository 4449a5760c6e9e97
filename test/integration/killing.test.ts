import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson } from './http.ts'
import {
  type RunningProgram,
  runRoot,
  startRoot,
  startWorker,
  temporaryFolder,
} from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const kills = 50
const speakers = 24
const readyWithinMs = 2_000

/** Talks in as many sessions at once until the root is gone; adds each turn that was acknowledged. */
async function talk(root: RunningProgram, round: number, acknowledged: string[]): Promise<void> {
  const one = async (speaker: number) => {
    for (let turn = 0; ; turn++) {
      const message = `${round} ${speaker} ${turn}`
      const body = { session_id: `${round} ${speaker}`, message }
      const answer = await postJson(`${root.url}/api/chat`, body).catch(() => null)
      if (answer === null) return
      if (answer.status === 200) acknowledged.push(message)
    }
  }
  await Promise.all(Array.from({ length: speakers }, (_, speaker) => one(speaker)))
}

/** As the kill left it: read only, so that nothing is mended on the way. */
function look(path: string) {
  const database = new Database(path, { readonly: true })
  try {
    const asked = database.prepare<[], string>(`SELECT content FROM messages WHERE role = 'user'`)
    const halves = database.prepare<[], number>(
      `SELECT count(*) FROM messages GROUP BY session_id, turn HAVING count(*) <> 2`,
    )
    return {
      integrity: database.pragma('integrity_check', { simple: true }),
      halves: halves.pluck().all(),
      asked: new Set(asked.pluck().all()),
    }
  } finally {
    database.close()
  }
}

test(`kill -9 under load, ${kills} times: sound, nothing lost that was acknowledged, soon back`, async () => {
  const dataDir = temporaryFolder(cleanup)
  const worker = await startWorker(cleanup, { MAX_CONCURRENT_REQUESTS: '64' })
  const environment = { DATA_DIR: dataDir, LOCAL_WORKER: 'false', WORKERS: worker.url }
  const acknowledged: string[] = []
  const readyMs: number[] = []
  for (let round = 0; round < kills; round++) {
    const began = performance.now()
    const root = await startRoot(cleanup, environment)
    await healthyWorkers(root.url, 1)
    readyMs.push(performance.now() - began)
    const talking = talk(root, round, acknowledged)
    await pause(20 + Math.random() * 400)
    root.signal('SIGKILL')
    await root.exited
    await talking
    const { asked, ...found } = look(join(dataDir, 'banyan.db'))
    const lost = acknowledged.filter(message => !asked.has(message))
    expect({ round, lost, ...found }).toEqual({ round, lost: [], integrity: 'ok', halves: [] })
  }
  expect(acknowledged.length).toBeGreaterThan(kills)
  const slowest = Math.max(...readyMs)
  expect(slowest, `ready after ${readyMs.map(Math.round).join(', ')} ms`).toBeLessThan(
    readyWithinMs,
  )
  const { exitCode, output } = await runRoot(environment, ['--verify-audit'])
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 })
  const last = await startRoot(cleanup, environment)
  expect((await http(`${last.url}/api/audit/verify`)).json).toMatchObject({ sound: true })
}, 300_000)
