import { expect, test } from 'vitest'
import type { Fault, FaultCode } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import { languages } from '#contract/model/language'
import { en } from '#renderer/i18n/en'
import { faultSentence } from '#renderer/i18n/fault-sentence'
import { openTranslation } from '#renderer/i18n/translate'

const workerId = WorkerId.parse('fra-1a')
const taken = { code: 'port.taken', host: '127.0.0.1', port: 3000 } as const
const node = { pid: 42, program: 'node' }

const key = { type: 'ssh-ed25519', fingerprint: 'SHA256:abc', blob: 'AAAA' }

/** One of each; a new code does not compile until it stands here. */
const faults: { readonly [C in FaultCode]: Extract<Fault, { code: C }> } = {
  'request.malformed': { code: 'request.malformed', detail: 'no messages' },
  'request.too-large': { code: 'request.too-large', limitBytes: 1_000 },
  'request.wrong-type': { code: 'request.wrong-type', expected: 'application/json' },
  'request.forbidden': { code: 'request.forbidden', detail: 'foreign origin' },
  'request.unacceptable': { code: 'request.unacceptable', status: 414, detail: 'why' },
  'request.too-many': { code: 'request.too-many', detail: 'why', retryAfterSeconds: 7 },
  'request.cancelled': { code: 'request.cancelled' },
  'node.removed': { code: 'node.removed', nodeId: 'n' },
  'node.superseded': { code: 'node.superseded', nodeId: 'n', known: 3 },
  'signature.refused': { code: 'signature.refused', detail: 'why' },
  'worker.fixed': { code: 'worker.fixed', workerId: 'local-1' },
  'worker.hosted': { code: 'worker.hosted', workerId: 'w', host: 'fra-1' },
  'secret.required': { code: 'secret.required' },
  'route.unknown': { code: 'route.unknown', path: '/nowhere' },
  'route.wrong-method': { code: 'route.wrong-method', allow: ['GET', 'HEAD'] },
  'model.unknown': { code: 'model.unknown', model: 'gpt-9', offered: ['gpt-5'] },
  'model.unavailable': { code: 'model.unavailable', model: 'gpt-5' },
  'capability.missing': {
    code: 'capability.missing',
    capability: 'embeddings',
    model: 'gpt-5',
    offered: ['text-embedding-3-small'],
  },
  'fleet.none-ready': { code: 'fleet.none-ready' },
  'fleet.busy': { code: 'fleet.busy', retryAfterSeconds: 3 },
  'fleet.cooling': { code: 'fleet.cooling', retryAfterSeconds: 3 },
  'root.stopping': { code: 'root.stopping' },
  'worker.unknown': { code: 'worker.unknown', workerId },
  'worker.exists': { code: 'worker.exists', workerId },
  'worker.unreachable': { code: 'worker.unreachable', workerId, detail: 'ECONNREFUSED' },
  'worker.silent': { code: 'worker.silent', workerId, withinMs: 30_000 },
  'worker.cut': { code: 'worker.cut', workerId },
  'provider.refused': {
    code: 'provider.refused',
    status: 401,
    detail: 'wrong key',
    type: 'authentication_error',
    errorCode: null,
  },
  'session.unknown': { code: 'session.unknown', sessionId: 'a' },
  'app.key-refused': { code: 'app.key-refused', reason: 'expired' },
  'app.limit-reached': {
    code: 'app.limit-reached',
    limit: 'requests',
    most: 100,
    retryAfterSeconds: 7,
  },
  'app.model-refused': { code: 'app.model-refused', model: 'gpt-5', allowed: ['gpt-4o'] },
  'app.unknown': { code: 'app.unknown', appId: 'a' },
  'request.unknown': { code: 'request.unknown', id: 'r' },
  'consensus.too-few': { code: 'consensus.too-few', model: null, ready: 1, needed: 3 },
  'consensus.no-vote': { code: 'consensus.no-vote', reasons: ['a: it is empty'] },
  'battle.unknown': { code: 'battle.unknown', battleId: 'b' },
  'deploy.busy': { code: 'deploy.busy', action: 'restart' },
  'file.unusable': { code: 'file.unusable', name: 'a.txt', detail: 'EACCES' },
  'turn.unknown': { code: 'turn.unknown' },
  'root.stopped': { code: 'root.stopped' },
  'port.taken': { ...taken, owner: node, isBanyan: false, freePort: 3001 },
  'bind.needs-secret': { code: 'bind.needs-secret', host: '0.0.0.0' },
  'setting.invalid': { code: 'setting.invalid', name: 'port', value: 'x', allowed: 'a port' },
  'setting.fixed': { code: 'setting.fixed', name: 'port', source: 'flag' },
  'secret.unreadable': { code: 'secret.unreadable', name: 'openaiApiKey' },
  'data-folder.taken': { code: 'data-folder.taken', path: 'data' },
  'database.newer': { code: 'database.newer', found: 9, known: 2 },
  'database.damaged': { code: 'database.damaged', aside: 'a.db', backup: null },
  'backup.unknown': { code: 'backup.unknown', backup: 'b' },
  'backup.running': { code: 'backup.running' },
  'backup.cancelled': { code: 'backup.cancelled' },
  'backup.unusable': { code: 'backup.unusable', backup: 'b', state: 'damaged' },
  'host.unknown': { code: 'host.unknown', host: 'h' },
  'host.exists': { code: 'host.exists', host: 'h' },
  'host.in-use': { code: 'host.in-use', host: 'h', by: 'w' },
  'host.import-malformed': { code: 'host.import-malformed', detail: 'why' },
  'host.key-unreadable': { code: 'host.key-unreadable', detail: 'why' },
  'host.key-needs-passphrase': { code: 'host.key-needs-passphrase', host: 'h' },
  'host.untrusted': { code: 'host.untrusted', host: 'h', key },
  'host.key-changed': { code: 'host.key-changed', host: 'h', pinned: key, offered: key },
  'host.key-revoked': { code: 'host.key-revoked', host: 'h', key },
  'host.unreachable': { code: 'host.unreachable', host: 'h', detail: 'why' },
  'host.auth-refused': {
    code: 'host.auth-refused',
    host: 'h',
    user: 'ubuntu',
    tried: ['publickey'],
    offered: ['password'],
  },
  'host.no-common-algorithm': { code: 'host.no-common-algorithm', host: 'h', detail: 'why' },
  'host.cut': { code: 'host.cut', host: 'h', detail: 'why' },
  'host.noisy': { code: 'host.noisy', host: 'h', detail: 'why' },
  'host.unusable': { code: 'host.unusable', host: 'h', reasons: ['why'] },
  'host.step-failed': { code: 'host.step-failed', host: 'h', step: 's', detail: 'why' },
  'host.disk-full': { code: 'host.disk-full', host: 'h', neededBytes: 2, freeBytes: 1 },
  'archive.missing': { code: 'archive.missing', file: 'f', folders: ['a', 'b'], make: 'make' },
  'archive.damaged': { code: 'archive.damaged', file: 'f', detail: 'why' },
  'host.locked': { code: 'host.locked', host: 'h', owner: 'o', until: 'noon' },
  'deployment.unknown': { code: 'deployment.unknown', deployment: 'd' },
  'deployment.busy': { code: 'deployment.busy', host: 'h', deployment: 'd' },
  'deployment.over': { code: 'deployment.over', deployment: 'd' },
  'coolify.refused': { code: 'coolify.refused', status: 403, detail: 'why' },
  'coolify.unreachable': { code: 'coolify.unreachable', detail: 'why' },
  'coolify.too-old': { code: 'coolify.too-old', found: '4.1.0', needed: '4.2.0' },
  'coolify.unknown': { code: 'coolify.unknown', account: 'c' },
  'coolify.in-use': { code: 'coolify.in-use', account: 'c', by: 'h' },
  'server.unreachable': { code: 'server.unreachable', address: 'a:1', detail: 'ECONNREFUSED' },
  'server.silent': { code: 'server.silent', address: 'a:1', withinSeconds: 12 },
  'server.strange': { code: 'server.strange', address: 'a:1', detail: 'no JSON' },
  'storage.full': { code: 'storage.full' },
  'storage.locked': { code: 'storage.locked' },
  internal: { code: 'internal' },
}

for (const language of languages) {
  test(`says every fault in ${language}, with nothing left open`, async () => {
    const { t } = await openTranslation(language)
    const sentences = Object.values(faults).map(fault => faultSentence(t, fault))
    expect(sentences.filter(text => /\{\{|^fault\.|undefined|\[object/.test(text))).toEqual([])
    expect(new Set(sentences).size).toBe(sentences.length)
  })
}

test('names a setting and what it allows in the language of the window', async () => {
  const { t } = await openTranslation('zh-Hans')
  expect(faultSentence(t, faults['setting.invalid'])).toBe(
    '“x”不能用作“端口”。可以填：0 到 65535 的整数。',
  )
})

test('says as much of the owner of a port as is known', async () => {
  const { t } = await openTranslation('en')
  const cases: readonly Fault[] = [
    { ...taken, owner: node, isBanyan: false, freePort: 3001 },
    { ...taken, owner: node, isBanyan: true, freePort: null },
    { ...taken, owner: null, isBanyan: true, freePort: null },
    { ...taken, owner: null, isBanyan: false, freePort: null },
  ]
  expect(cases.map(fault => faultSentence(t, fault).split('. ')[0])).toEqual([
    'node (pid 42) listens on 127.0.0.1:3000',
    'Another Banyan root node, node (pid 42), listens on 127.0.0.1:3000',
    'Another Banyan root node listens on 127.0.0.1:3000',
    'Another program listens on 127.0.0.1:3000; this system does not say which',
  ])
})

test('has no text for a fault that there is not', () => {
  const texts = Object.entries(en.fault).flatMap(([group, text]) =>
    typeof text === 'string' ? [group] : Object.keys(text).map(name => `${group}.${name}`),
  )
  expect(new Set([...texts, 'port.taken'])).toEqual(new Set(Object.keys(faults)))
})
