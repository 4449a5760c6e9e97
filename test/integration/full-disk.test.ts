import { rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { fillDisk } from './fill-disk.ts'
import { healthyWorkers, http, postJson } from './http.ts'
import { eventually, startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A small file system that only the root node and who looks through its process can see; others than root need user namespaces. */
const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
const mounting = (folder: string) => [
  ...['unshare', ...asRoot, '--mount', 'sh', '-c'],
  ...['mount -t tmpfs -o size=6m tmpfs "$0" && exec "$@"', folder],
]

test.skipIf(process.platform !== 'linux')(
  'with a full disk requests go on, what is not kept is said, and it mends by itself',
  async () => {
    const dataDir = temporaryFolder(cleanup)
    const root = await startRoot(cleanup, { DATA_DIR: dataDir }, { launcher: mounting(dataDir) })
    await healthyWorkers(root.url, 1)
    const inside = `/proc/${root.pid}/root${dataDir}/filler`
    const complete = () =>
      postJson(`${root.url}/v1/chat/completions`, { messages: [{ role: 'user', content: 'ping' }] })
    const remember = () =>
      postJson(`${root.url}/api/chat`, { session_id: 'a', message: 'x'.repeat(20_000) })
    const unkept = async () => (await http(`${root.url}/api/requests`)).json.unkept
    expect((await complete()).status).toBe(200)
    expect(await unkept()).toBeNull()

    fillDisk(inside)
    await eventually(10_000, async () => expect((await remember()).status).toBe(507))
    await eventually(10_000, async () => {
      expect((await complete()).status).toBe(200)
      expect(await unkept()).toMatchObject({ going_on: true, why: 'full' })
    })
    const during = await unkept()
    const { json: metrics } = await http(`${root.url}/api/metrics`)
    expect(metrics.unkept.requests).toBeGreaterThan(0)
    expect((await http(`${root.url}/health`)).status).toBe(200)
    const backup = await http(`${root.url}/api/backups`, { method: 'POST' })
    expect([backup.status, backup.json.error.code]).toEqual([507, 'storage_full'])

    rmSync(inside)
    await eventually(10_000, async () => {
      expect((await complete()).status).toBe(200)
      expect(await unkept()).toMatchObject({ going_on: false, first_at: during.first_at })
    })
    expect((await remember()).status).toBe(200)
    const { json } = await http(`${root.url}/api/audit/verify`)
    expect(json).toMatchObject({ sound: true })
  },
)
