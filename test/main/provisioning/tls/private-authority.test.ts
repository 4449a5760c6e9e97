import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Clock } from '#main/base/clock'
import {
  type AuthorityShelf,
  PrivateAuthority,
  type SealedText,
  serverNameOf,
} from '#main/provisioning/tls/private-authority'

const dayMs = 86_400_000

class MemoryShelf implements AuthorityShelf {
  kept: SealedText | null = null

  load(): SealedText | null {
    return this.kept
  }

  async save(sealed: SealedText): Promise<void> {
    this.kept = sealed
  }
}

/** Turns the text around: enough to see that nothing is kept as it is. */
const sealer = {
  name: 'turned',
  seal: async (text: string) => Buffer.from(text).reverse(),
  open: async (sealed: Buffer) => Buffer.from(sealed).reverse().toString(),
}

class HandClock implements Clock {
  now = Date.parse('2026-11-22T12:00:00Z')
  monotonicMs = () => this.now
  wallMs = () => this.now

  pass(days: number): void {
    this.now += days * dayMs
  }
}

async function authority(shelf = new MemoryShelf(), clock = new HandClock()) {
  return { shelf, clock, made: await PrivateAuthority.open({ shelf, sealer, clock }) }
}

const read = (pem: string) => new X509Certificate(pem)

/** One for each certificate of a bundle. */
const bundle = (pem: string) =>
  pem.split(/(?<=-----END CERTIFICATE-----\n)/).map(text => new X509Certificate(text))

const daysBetween = (from: number, until: string) => Math.round((Date.parse(until) - from) / dayMs)

test('an authority for ten years signs for ninety days, for one use each', async () => {
  const { made, clock } = await authority()
  const root = read(made.authorities)
  const worker = read(
    made.filesFor('fra-1', ['203.0.113.7', '2001:db8::7', 'fra.example']).certificate,
  )
  const own = read(made.rootFiles().certificate)
  expect({
    root: [root.ca, root.checkIssued(root), daysBetween(clock.now, root.validTo)],
    worker: [
      worker.ca,
      worker.checkIssued(root) && worker.verify(root.publicKey),
      daysBetween(clock.now, worker.validTo),
      worker.subject,
      worker.keyUsage,
      worker.subjectAltName,
    ],
    own: [own.verify(root.publicKey), own.subject, own.keyUsage, own.subjectAltName],
  }).toEqual({
    root: [true, true, 3_650],
    worker: [
      false,
      true,
      90,
      'CN=fra-1',
      ['1.3.6.1.5.5.7.3.1'],
      `DNS:${serverNameOf('fra-1')}, IP Address:203.0.113.7, IP Address:2001:DB8:0:0:0:0:0:7, DNS:fra.example`,
    ],
    own: [true, 'CN=root', ['1.3.6.1.5.5.7.3.2'], undefined],
  })
})

test('it is the same after a start, and its keys are kept sealed', async () => {
  const { shelf, made } = await authority()
  const again = await authority(shelf)
  expect(again.made.authorities).toBe(made.authorities)
  expect(String(shelf.kept?.sealed)).not.toContain('PRIVATE KEY')
})

test('what another computer sealed is not replaced without a word', async () => {
  const shelf = new MemoryShelf()
  shelf.kept = { sealed: Buffer.from('x'), sealedBy: 'safe-storage' }
  await expect(authority(shelf)).rejects.toMatchObject({ fault: { code: 'secret.unreadable' } })
})

test('a certificate is due thirty days before its end, and the root node renews its own', async () => {
  const { made, clock } = await authority()
  const worker = made.filesFor('fra-1', []).certificate
  const own = made.rootFiles().certificate
  clock.pass(59)
  const before = [made.isDue(worker), made.rootFiles().certificate === own]
  clock.pass(2)
  const after = [made.isDue(worker), made.rootFiles().certificate === own]
  expect([before, after, made.isAging]).toEqual([[false, true], [true, false], false])
  clock.pass(3_650 - 300)
  expect(made.isAging).toBe(true)
})

test('while one authority takes over from another, both are believed', async () => {
  const { shelf, made } = await authority()
  const [old] = bundle(made.authorities)
  await made.beginRotation()
  const both = bundle(made.authorities)
  const next = both[1]
  const issuers = () => {
    const worker = read(made.filesFor('fra-1', []).certificate)
    const own = read(made.rootFiles().certificate)
    return [worker, own].map(each => (next && each.verify(next.publicKey) ? 'next' : 'old'))
  }
  const during = issuers()
  const { made: afterStart } = await authority(shelf)
  await made.finishRotation()
  expect({
    both: both.map(({ fingerprint256 }) => fingerprint256),
    during,
    rotatesAfterStart: afterStart.isRotating,
    after: issuers(),
    left: bundle(made.authorities).map(({ fingerprint256 }) => fingerprint256),
  }).toEqual({
    both: [old?.fingerprint256, next?.fingerprint256],
    during: ['next', 'old'],
    rotatesAfterStart: true,
    after: ['next', 'next'],
    left: [next?.fingerprint256],
  })
})
