import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ssh2 from 'ssh2'
import { afterAll, expect, test } from 'vitest'
import { HostId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { fingerprintOf } from '#main/provisioning/ssh/host-key'
import { publicLineOf } from '#main/provisioning/ssh/own-key'
import { bundleNodeTarget } from '#tools/build/bundle-node-target'

const house = new Cleanup()
afterAll(() => house.run())

test('what is bundled speaks SSH without native addons, and carries the licenses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  house.defer(() => rmSync(folder, { recursive: true }))
  const entry = 'main/provisioning/ssh/open-ssh.ts'
  await bundleNodeTarget({ entry, file: 'ssh.mjs', format: 'esm' }, folder)
  const bundle: typeof import('#main/provisioning/ssh/open-ssh') = await import(
    pathToFileURL(join(folder, 'ssh.mjs')).href
  )
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const server = new ssh2.Server({ hostKeys: [privateKey] }, client => client.on('error', () => {}))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  house.defer(() => {
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const place = { hostId: HostId.parse('h'), host: 'h', address: '127.0.0.1', port, via: null }
  const key = await bundle.readHostKey(place, new AbortController().signal)
  const blob = publicLineOf(new Secret(privateKey)).split(' ')[1] ?? ''
  expect(key).toEqual({ type: 'ssh-rsa', fingerprint: fingerprintOf(blob), blob })
  expect(readFileSync(join(folder, 'ssh.licenses.txt'), 'utf8')).toMatch(/^ssh2 1\.17\.0/m)
}, 30_000)
