import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { isSo } from '#main/provisioning/told'
import { imageThere } from '#main/provisioning/transfer/image-there'
import { WorkerArchives } from '#main/provisioning/transfer/worker-archives'
import { temporaryFolder } from '../integration/processes.ts'
import { openLab } from './lab.ts'
import { openLinkSite } from './link-site.ts'

const house = new Cleanup()
afterAll(() => house.run())
const lab = openLab(house)
const never = new AbortController().signal

test('brings an image into Docker, finds it again, sees another build of it, and takes it back', async () => {
  const host = await lab.up('docked', '--docker')
  const site = await openLinkSite(host, house)
  await host.run('apt-get update -qq && apt-get install -y -qq docker.io >/dev/null 2>&1')
  const home = temporaryFolder(house)
  const build = async (content: string) => {
    await host.run(`mkdir -p /build && cd /build && head -c 9000000 /dev/urandom >random && echo ${content} >content
      tar -c . | docker import - banyan-worker:1.0.0 && docker save banyan-worker:1.0.0 | gzip >/saved
      docker image rm -f banyan-worker:1.0.0`)
    copyFileSync(join(host.root, 'saved'), join(home, 'worker-image-1.0.0-x64.tar.gz'))
  }
  const step = imageThere({
    archives: new WorkerArchives([home]),
    version: '1.0.0',
    architecture: 'x64',
  })
  const images = () => host.run("docker images --format '{{.Repository}}:{{.Tag}}'")

  await build('one')
  expect(await step.check(site, never)).toEqual({ isDone: false, words: 'the image is not there' })
  const stop = new AbortController()
  site.onFed = bytes => {
    if (bytes > 6_000_000) stop.abort(new Error('somebody stopped it'))
  }
  await expect(step.apply(site, stop.signal)).rejects.toThrow('somebody stopped it')
  site.onFed = () => {}
  const before = site.fedBytes()
  await step.apply(site, never)
  await step.verify(site, never)
  expect(site.fedBytes() - before).toBeLessThan(8_000_000)
  expect(await step.check(site, never)).toEqual(isSo('the image is there', 'image-there'))
  expect(await images()).toBe('banyan-worker:1.0.0')
  expect(await host.run('ls -A /opt/banyan-worker')).toBe('images\nversions')

  await step.undo?.(site, never)
  expect(await images()).toBe('')
  expect(await host.run('ls -A /opt/banyan-worker/images')).toBe('')

  await step.apply(site, never)
  await build('two')
  expect(await step.check(site, never)).toMatchObject({ isDone: false })
})
