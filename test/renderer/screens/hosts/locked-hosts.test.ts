import { expect, test } from 'vitest'
import { lockedHosts } from '#renderer/screens/hosts/locked-hosts'

test('a lock is offered to be broken only where it is why nothing was done', () => {
  const hosts = [
    { name: 'locked', status: 'Failed', says: [{ code: 'host.locked' }] },
    { name: 'done since', status: 'Success', says: [{ code: 'host.locked' }] },
    { name: 'full', status: 'Failed', says: [{ code: 'host.disk-full' }] },
    { name: 'told by an older root', status: 'Failed' },
    { name: 'well', status: 'Success', says: null },
  ] as const
  expect(lockedHosts(hosts).map(({ name }) => name)).toEqual(['locked'])
})
