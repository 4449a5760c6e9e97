import { expect, test } from 'vitest'
import { judge, type SecurityFacts } from '#renderer/screens/settings/security/findings'
import { settingViews } from '../../../snapshot.ts'

const now = Date.parse('2026-11-22T00:00:00Z')
const day = 86_400_000

type Views = Parameters<typeof settingViews>[0]

const wellSettings: Views = {
  rootSecret: { isSet: true, source: 'saved' },
  ownerSecretAlways: { value: 'true', source: 'saved' },
  hardenHosts: { value: 'true', source: 'saved' },
  alertWebhookUrl: { isSet: true, value: 'https://hooks.example', source: 'saved' },
  alertWebhookSecret: { isSet: true, source: 'saved' },
}

const pinned = {
  id: 'h1',
  name: 'fra',
  trust: 'pinned',
  auth: 'private_key',
  hasOwnKey: true,
} as const
const limited = { id: 'a1', name: 'app', isKeyless: false, isRevoked: false, hasLimit: true }

function facts(more: Partial<SecurityFacts> = {}, settings: Views = {}): SecurityFacts {
  return {
    settings: settingViews({ ...wellSettings, ...settings }),
    secretProtection: 'keyring',
    workers: [{ id: 'w1', name: 'local-1', transport: 'local', url: 'http://127.0.0.1:1' }],
    hosts: [pinned],
    apps: [limited],
    backups: { newestAt: now - day, failedAt: null },
    audit: { at: now - day, isSound: true },
    runningSince: now - day,
    now,
    ...more,
  }
}

const codes = (more?: Partial<SecurityFacts>, settings?: Views) =>
  judge(facts(more, settings)).findings.map(({ code, severity }) => `${severity} ${code}`)

test('finds nothing where all is well, and says how much it looked at', () => {
  expect(judge(facts())).toEqual({ findings: [], wellCount: 13, isPart: false })
})

test('a root node that others reach needs a secret, and listens where it must', () => {
  expect(codes({}, { host: { value: '192.168.1.4' }, rootSecret: { isSet: false } })).toEqual([
    'critical secret-missing',
  ])
  expect(codes({}, { host: { value: '0.0.0.0' }, ownerSecretAlways: { value: 'false' } })).toEqual([
    'warning open-to-all',
    'warning owner-on-loopback',
  ])
  expect(codes({}, { host: { value: 'localhost' }, ownerSecretAlways: { value: 'off' } })).toEqual([
    'advice owner-on-loopback',
  ])
})

test('what is given from outside is told, and cannot be mended here', () => {
  const { findings } = judge(facts({}, { host: { value: '::', source: 'environment' } }))
  expect(findings).toEqual([
    {
      ...{ code: 'open-to-all', severity: 'warning', fix: 'listen-here', subject: null },
      ...{ words: { name: '', host: '::', address: '' }, isFixed: true },
    },
  ])
})

test('hosts: changed and unconfirmed keys, passwords, hardening', () => {
  const hosts = [
    { ...pinned, id: 'h2', trust: 'changed' },
    { ...pinned, id: 'h3', trust: 'unseen' },
    { ...pinned, id: 'h4', trust: 'offered' },
    { ...pinned, id: 'h5', auth: 'password', hasOwnKey: false },
    { ...pinned, id: 'h6', auth: 'password', hasOwnKey: true },
  ] as const
  const { findings } = judge(facts({ hosts }, { hardenHosts: { value: 'false' } }))
  expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
    'host-changed h2',
    'host-unpinned h3',
    'host-unpinned h4',
    'host-password h5',
    'harden-off null',
  ])
  expect(codes({ hosts: [] }, { hardenHosts: { value: 'false' } })).toEqual([])
})

test('a worker elsewhere that is asked in the clear, its key unsaid', () => {
  const worker = { id: 'w', name: 'w', transport: 'http' }
  const { findings } = judge(
    facts({
      workers: [
        { ...worker, url: 'http://:secret-key@10.0.0.7:3001/x' },
        { ...worker, url: 'https://10.0.0.8:3001' },
        { ...worker, url: 'http://[::1]:3001' },
        { ...worker, url: null },
      ],
    }),
  )
  expect(findings.map(({ code, words }) => [code, words.address])).toEqual([
    ['plain-http', '10.0.0.7'],
  ])
})

test('keys, alerts and apps', () => {
  expect(
    codes(
      {
        secretProtection: 'key-file',
        apps: [
          { ...limited, hasLimit: false },
          { ...limited, hasLimit: false, isRevoked: true },
          { ...limited, hasLimit: false, isKeyless: true },
        ],
      },
      { alertWebhookSecret: { isSet: false } },
    ),
  ).toEqual(['warning key-file', 'advice no-alert-way', 'advice app-unlimited'])
})

test('the audit log: broken, never or long ago looked at', () => {
  expect([
    codes({ audit: { at: now, isSound: false } }),
    codes({ audit: null }),
    codes({ audit: { at: now - 31 * day, isSound: true } }),
  ]).toEqual([['critical audit-broken'], ['advice audit-unverified'], ['advice audit-unverified']])
})

test('backups: off, failed, none, old by their own interval', () => {
  const backups = (newestAt: number | null, failedAt: number | null = null) => ({
    backups: { newestAt, failedAt },
  })
  expect([
    codes(backups(now), { backupIntervalHours: { value: '0' } }),
    codes(backups(now, now)),
    codes(backups(null)),
    codes(backups(now - 4 * day)),
    codes(backups(now - 4 * day), { backupIntervalHours: { value: '48' } }),
  ]).toEqual([
    ['warning backups-off'],
    ['warning backup-failed'],
    ['warning backup-old'],
    ['warning backup-old'],
    [],
  ])
})

test('a root node that has just started gets the time to make its backup', () => {
  const runningSince = now - 60_000
  expect(codes({ backups: { newestAt: null, failedAt: null }, runningSince })).toEqual([])
})

test('what could not be read is not judged', () => {
  const { findings, wellCount, isPart } = judge(facts({ hosts: null, apps: null, backups: null }))
  expect([findings, wellCount, isPart]).toEqual([[], 7, true])
})
