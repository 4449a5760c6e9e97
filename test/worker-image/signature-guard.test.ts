import { expect, test } from 'vitest'
import { signedHeaders } from '#test/fakes/worker-program'
import { Nonces } from '#worker/nonces'
import { SignatureGuard } from '#worker/signature-guard'

const now = 1_800_000_000_000
const line = { method: 'POST', path: '/v1/chat/completions?a=1' }
const current = 'the current secret of 16'
const previous = 'the previous secret of 16'
const body = '{"a":"天气"}'

function outcome(headers: Record<string, string>, sentBody = body, guard = newGuard()): string {
  try {
    const claim = guard.claim(headers)
    if (!claim) return 'unsigned'
    guard.verify(claim, line, Buffer.from(sentBody))
    return 'accepted'
  } catch (error) {
    return (error as Error).message // sound: only WireFaults are thrown
  }
}

const newGuard = () => new SignatureGuard([current, previous], () => now)
const signed = (more: object = {}) =>
  signedHeaders({ ...line, secret: current, body, timestamp: now, ...more })

function changed(part: RegExp, by: string): Record<string, string> {
  const entries = Object.entries(signed())
  return Object.fromEntries(entries.map(([name, text]) => [name, text.replace(part, by)]))
}

test('accepts both secrets while one replaces the other', () => {
  expect([outcome(signed()), outcome(signed({ secret: previous })), outcome({})]).toEqual([
    'accepted',
    'accepted',
    'unsigned',
  ])
})

test('says what is wrong with a signature', () => {
  const wrong =
    'The signature does not fit the request: the secret differs, or something on the way changed the request.'
  expect([
    outcome(signed({ secret: 'a secret of somebody else' })),
    outcome(signed({ timestamp: now - 301_000 })),
    outcome(signed({ timestamp: now + 400_000 })),
    outcome(signed(), 'another body'),
    outcome(signed({ method: 'GET' })),
    outcome(signed({ path: '/v1/chat/completions' })),
    outcome(changed(/n=[^,]+/, 'n=another-nonce')),
    outcome(changed(/r=[^,]*/, 'r=another-request')),
    outcome(changed(/v1=.*/, 'v1=short')),
    outcome(changed(/k=[^,]+,/, '')),
    outcome({ authorization: 'Banyan' }),
    outcome({ authorization: 'Banyan x' }),
  ]).toEqual([
    'This worker does not know the key id: root node and worker have different secrets. Set the same ROOT_NODE_SECRET on both.',
    'The clocks of root node and worker differ by 301 s; at most 300 s are allowed. Set both clocks.',
    'The clocks of root node and worker differ by 400 s; at most 300 s are allowed. Set both clocks.',
    wrong,
    wrong,
    wrong,
    wrong,
    wrong,
    'The signature is malformed.',
    'The signature is malformed.',
    'unsigned',
    'The signature is malformed.',
  ])
})

test('accepts a signed request once, and a refused one does not use up the nonce', () => {
  const guard = newGuard()
  const headers = signed()
  expect([
    outcome(headers, 'another body', guard),
    outcome(headers, body, guard),
    outcome(headers, body, guard),
  ]).toEqual([
    expect.stringContaining('does not fit'),
    'accepted',
    'This signed request was sent before. Sign every request anew.',
  ])
})

test('a nonce that was forgotten for want of room is refused all the same', () => {
  const nonces = new Nonces(300_000, 2, 0)
  const used = [1, 2, 3, 4, 5].map(time => nonces.use(`nonce-${time}`, time, time))
  const again = [1, 2, 3, 4, 5].map(time => nonces.use(`nonce-${time}`, time, 6))
  expect([used, again]).toEqual([
    [true, true, true, true, true],
    [false, false, false, false, false],
  ])
  expect(nonces.use('nonce-new', 6, 6)).toBe(true)
})

test('what is too old to be sent again is forgotten', () => {
  const nonces = new Nonces(100, 1000, 0)
  const uses: readonly (readonly [string, number])[] = [
    ['nonce-a', 0],
    ['nonce-a', 150],
    ['nonce-b', 250],
    ['nonce-a', 260],
    ['nonce-c', 500],
    ['nonce-a', 510],
  ]
  expect(uses.map(([nonce, time]) => nonces.use(nonce, time + 1, time))).toEqual([
    true,
    false,
    true,
    false,
    true,
    true,
  ])
})
