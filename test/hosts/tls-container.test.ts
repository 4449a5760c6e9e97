import { connect, type PeerCertificate } from 'node:tls'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { PrivateAuthority } from '#main/provisioning/tls/private-authority'
import { eventually } from '../integration/processes.ts'
import { type LabHost, openLab } from './lab.ts'
import { openMethods } from './methods-house.ts'

const house = new Cleanup()
afterAll(() => house.run())

const sealer = {
  name: 'none',
  seal: async (text: string) => Buffer.from(text),
  open: async (sealed: Buffer) => sealed.toString(),
}
const shelf = { load: () => null, save: async () => {} }

/** What is shown to anyone, before it is asked who they are. */
function shownBy({ address }: LabHost): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: 3001, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate())
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

test('a container listens by TLS, takes up new certificates as it runs, and goes without a trace of them', async () => {
  const lab = await openLab(house).up('sealed', '--docker')
  await lab.run('apt-get update -qq')
  const authority = await PrivateAuthority.open({ shelf, sealer })
  const make = () => authority.filesFor('h-sealed', [lab.address])
  let files = make()
  let arrivals = 0
  const tlsFiles = async () => ({
    ...{ certificate: files.certificate, key: files.key, authority: files.authorities },
    async arrived() {
      arrivals++
    },
  })
  const change = { method: 'docker', transport: 'tls' } as const
  const methods = openMethods(lab, house, change, { withKey: false, tlsFiles })
  const first = await methods.run('provision')
  expect(first.failed, first.log).toBe(null)
  // The load of a host in the lab is that of the machine that the lab runs on.
  expect(first.problems.filter(problem => !problem.startsWith('resources'))).toEqual([])
  expect(first.changed).toContain('certificates')
  const before = await shownBy(lab)
  expect(await methods.run('renew-certificates')).toMatchObject({ failed: null, changed: [] })

  files = make()
  arrivals = 0
  const renewed = await methods.run('renew-certificates')
  expect(renewed).toMatchObject({ failed: null, changed: ['certificates'] })
  expect(arrivals).toBe(1)
  await eventually(10_000, async () =>
    expect((await shownBy(lab)).serialNumber).not.toBe(before.serialNumber),
  )
  expect(await lab.run('docker inspect -f "{{.RestartCount}}" banyan-worker')).toBe('0')
  for (const secret of files.key.reveal().split('\n').slice(1, -2)) {
    expect(renewed.log).not.toContain(secret)
  }
  expect(await methods.run('uninstall')).toMatchObject({ failed: null })
  expect(await lab.run('ls -d /etc/banyan 2>/dev/null; getent group banyan-tls || :')).toBe('')
}, 300_000)
