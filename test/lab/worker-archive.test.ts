import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { runQuietly } from '#tools/run'
import { packWorker } from '#tools/worker-archive/pack'
import { eventually, temporaryFolder } from '../integration/processes.ts'
import { runContainer, secret } from './containers.ts'
import { openLabDocker } from './docker.ts'
import { openLabHost } from './host.ts'

const house = new Cleanup()
afterAll(() => house.run())

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

test('is the same bytes each time', async () => {
  const packs = [temporaryFolder(house), temporaryFolder(house)].map(folder =>
    packWorker('1.2.3', 'arm64', folder),
  )
  const archives = await Promise.all(packs)
  expect(archives.map(each => basename(each))).toEqual(Array(2).fill('worker-1.2.3-arm64.tar.gz'))
  expect(new Set(archives.map(hashOf)).size).toBe(1)
})

test('runs as a hardened service of systemd, comes back when it is killed, stops in order', async () => {
  const host = await openLabHost(house)
  const archive = await packWorker('1.2.3', 'x64', temporaryFolder(house))
  copyFileSync(archive, join(host.root, 'root', 'worker.tar.gz'))
  // The steps of docs/worker.md.
  await host.run(`set -e
    cd /opt && mkdir -p banyan-worker/versions/1.2.3 /etc/banyan
    tar -xzf /root/worker.tar.gz --strip-components=1 -C banyan-worker/versions/1.2.3
    ln -sfn versions/1.2.3 banyan-worker/current
    install -m 600 banyan-worker/current/worker.env.example /etc/banyan/worker.env
    sed -i 's/^ROOT_NODE_SECRET=.*/ROOT_NODE_SECRET=${secret.replaceAll(' ', '-')}/' /etc/banyan/worker.env
    cp banyan-worker/current/banyan-worker.service /etc/systemd/system/
    systemctl daemon-reload
    systemctl enable --now banyan-worker`)
  const isHealthy = () =>
    eventually(30_000, async () => {
      const health = JSON.parse(await host.run('curl -sS http://127.0.0.1:3001/health'))
      expect(health).toMatchObject({ banyan: 'worker', status: 'healthy' })
    })
  const property = (name: string) =>
    host.run(`systemctl show --property=${name} --value banyan-worker`)

  await isHealthy()
  const pid = await property('MainPID')
  const status = await host.run(`cat /proc/${pid}/status`)
  expect(status).toMatch(/CapEff:\t0000000000000000/)
  expect(status).toMatch(/NoNewPrivs:\t1/)
  expect(status).not.toMatch(/Uid:\t0/)
  await host.run(`kill -9 ${pid}`)
  await eventually(30_000, async () =>
    expect(await property('MainPID')).not.toMatch(RegExp(`^(0|${pid})$`)),
  )
  await isHealthy()
  await host.run('systemctl stop banyan-worker')
  expect([await property('Result'), await property('ExecMainStatus')]).toEqual(['success', '0'])
})

test('runs on arm64', async () => {
  const lab = await openLabDocker(house)
  const image = await lab.standIn('arm64')
  const folder = join(temporaryFolder(house), 'worker')
  mkdirSync(folder)
  const archive = await packWorker('1.2.3', 'arm64', temporaryFolder(house))
  await runQuietly('tar', ['-xzf', archive, '--strip-components=1', '-C', folder])
  const worker = ['/worker/bin/node', '/worker/worker.mjs']
  const flags = ['--volume', `${folder}:/worker:ro`, '--env', 'WORKER_HOST=0.0.0.0']
  const { url } = await runContainer(lab, house, [image, ...worker], flags)
  await eventually(120_000, async () => {
    const health = JSON.parse(await lab.inside('curl', '-sS', `${url}/health`))
    expect(health).toMatchObject({ banyan: 'worker', status: 'healthy' })
  })
})
