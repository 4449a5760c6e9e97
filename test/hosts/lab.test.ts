import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { labKeyFile, openLab } from './lab.ts'

const house = new Cleanup()
afterAll(() => house.run())

test('a host boots, is reached by ssh from here, and knows sudo', async () => {
  const lab = openLab(house)
  const host = await lab.up('first')
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR']
  const { stdout } = await promisify(execFile)('ssh', [
    ...options.flatMap(option => ['-o', option]),
    ...['-i', labKeyFile(), `ubuntu@${host.address}`, 'sudo id -un; hostname'],
  ])
  expect(stdout).toBe('root\nfirst\n')
})

test('a host installs packages, as there is a mirror inside', async () => {
  const lab = openLab(house)
  const host = await lab.up('second')
  await host.run('apt-get update -qq && apt-get install -y -qq nodejs >/dev/null 2>&1')
  expect(await host.run('node --version')).toMatch(/^v18/)
})
