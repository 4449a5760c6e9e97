import { expect, test } from 'vitest'
import { composeCertificates } from '#main/compose-certificates'
import { aHost } from './provisioning/a-host.ts'
import { KeptHosts } from './provisioning/kept-hosts.ts'
import { tempDatabase } from './store/temp-database.ts'

const dayMs = 86_400_000
const sealer = {
  name: 'key-file',
  seal: async (text: string) => Buffer.from(text),
  open: async (sealed: Buffer) => sealed.toString(),
} as const

async function house() {
  let days = 0
  const clock = { monotonicMs: () => 0, wallMs: () => 1_800_000_000_000 + days * dayMs }
  const hosts = new KeptHosts({ ...aHost, transport: 'tls' })
  const certificates = composeCertificates(await tempDatabase(), sealer, hosts, clock)
  const goOn = (more: number) => {
    days += more
  }
  /** As a deployment does it. */
  const bring = async () => {
    const { certificate } = await certificates.filesOf(hosts.get(aHost.id))
    await certificates.arrived(hosts.get(aHost.id), certificate)
    return certificate
  }
  return { certificates, hosts, goOn, bring, isDue: () => certificates.isDue(hosts.get(aHost.id)) }
}

test('a certificate is due until it is on the host, and thirty days before it ends', async () => {
  const { certificates, goOn, bring, isDue, hosts } = await house()
  const none = await isDue()
  const made = await certificates.filesOf(hosts.get(aHost.id))
  const onItsWay = await isDue()
  await certificates.arrived(hosts.get(aHost.id), 'another one')
  const another = await isDue()
  const first = await bring()
  const there = await isDue()
  goOn(59)
  const stillGood = await isDue()
  goOn(2)
  const aged = await isDue()
  const second = await bring()
  expect({ none, onItsWay, another, there, stillGood, aged, renewed: await isDue() }).toEqual({
    ...{ none: true, onItsWay: true, another: true, there: false },
    ...{ stillGood: false, aged: true, renewed: false },
  })
  expect(first).toBe(made.certificate)
  expect(second).not.toBe(first)
})

test('another address and a change of the authority make it due, at each of its two turns', async () => {
  const { certificates, hosts, bring, isDue } = await house()
  await bring()
  const authority = await certificates.authority()
  await authority.beginRotation()
  const atFirst = await isDue()
  await bring()
  await authority.finishRotation()
  const atLast = await isDue()
  await bring()
  const after = await isDue()
  const moved = await certificates.isDue({ ...hosts.get(aHost.id), address: '192.0.2.99' })
  expect([atFirst, atLast, after, moved]).toEqual([true, true, false, true])
})
