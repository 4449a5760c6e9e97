import { expect, test } from 'vitest'
import { HostId } from '#contract/ids'
import type { HostCheck } from '#main/provisioning/plan'
import { aTold } from '#test/fakes/a-told'
import { asked, endsOf, openDeployments } from './open-deployments.ts'
import { endless, ScriptedHost } from './scripted-host.ts'

const never = new AbortController().signal
const many = (count: number) =>
  Array.from({ length: count }, (_, place) => new ScriptedHost(`h${place}`))

test('one deployment at a time works on a host, and unknown hosts are refused', async () => {
  const host = new ScriptedHost('h').next('do a', endless)
  const house = await openDeployments([host])
  const id = await house.deployments.start(asked([host]))
  const unknown = { ...asked([host]), hosts: [HostId.parse('z')] }
  await expect(house.deployments.start(asked([host]))).rejects.toMatchObject({
    fault: { code: 'deployment.busy', host: 'h', deployment: id },
  })
  await expect(house.deployments.start(unknown)).rejects.toMatchObject({
    fault: { code: 'host.unknown' },
  })
  await house.deployments.cancel(id)
  await expect(house.deployments.cancel(id)).rejects.toMatchObject({
    fault: { code: 'deployment.over' },
  })
  expect(() => house.deployments.get('z')).toThrow('There is no deployment "z"')
})

test('cancelled inside a step: all is put back, the lock given back, the others not begun', async () => {
  const hosts = many(3)
  hosts[0]?.next('do b', endless)
  const house = await openDeployments(hosts)
  const id = await house.deployments.start(asked(hosts))
  while (!hosts[0]?.ran.includes('do b')) await new Promise(resolve => setTimeout(resolve, 2))
  await house.deployments.cancel(id)
  const deployment = house.deployments.get(id)
  expect([endsOf(deployment), hosts.map(({ holder, ran }) => [holder, ran.length])]).toEqual([
    ['Cancelled', 'h0 Cancelled', 'h1 Cancelled', 'h2 Cancelled'],
    [
      [null, 7],
      [null, 0],
      [null, 0],
    ],
  ])
})

test('what stopped a host is told: its owner, the end of the root node, or nobody', async () => {
  const stopped = async (stop: 'cancel' | 'close' | null) => {
    const hosts = many(stop ? 3 : 1)
    if (stop) hosts[0]?.next('do b', endless)
    const house = await openDeployments(hosts)
    const id = await house.deployments.start(asked(hosts))
    if (stop) {
      await expect.poll(() => hosts[0]?.ran.includes('do b')).toBe(true)
      await (stop === 'cancel' ? house.deployments.cancel(id) : house.deployments.close())
    }
    await house.deployments.over(id)
    return house.deployments.get(id).hosts.map(({ stoppedBy }) => stoppedBy)
  }
  expect([await stopped('cancel'), await stopped('close'), await stopped(null)]).toEqual([
    ['cancelled', 'cancelled', 'cancelled'],
    ['root-ended', 'root-ended', 'root-ended'],
    [null],
  ])
})

test('a host that somebody else works on fails with who it is; a broken lock lets it go on', async () => {
  const host = new ScriptedHost('h')
  host.next('Takes the lock on the host, or renews it.', () => ({
    stdout: 'locked\n200\nshe@away\nd7\n',
  }))
  const house = await openDeployments([host])
  const refused = await house.over(await house.deployments.start(asked([host])))
  host.holder = 'd7'
  const broken = await house.over(
    await house.deployments.start(asked([host], { breaksLock: true })),
  )
  expect([refused.hosts[0]?.problem, refused.status, broken.status, house.told]).toEqual([
    expect.stringMatching(/^she@away is at work on "h" until \d{4}-.*Z\. Wait, or break the lock/),
    'Failed',
    'Success',
    ['ended Failed', 'broken h', 'installed h', 'ended Success'],
  ])
})

test('a lock that somebody took over ends the work at once, and nothing is put back', async () => {
  const host = new ScriptedHost('h').next('do b', endless)
  const words = 'Takes the lock on the host, or renews it.'
  host.next(
    words,
    () => ({ stdout: 'taken\n300\n\n\n' }),
    () => ({ stdout: 'kept\n300\nme@home\nd1\n' }),
    () => ({ stdout: 'locked\n200\nshe@away\nd7\n' }),
  )
  const house = await openDeployments([host])
  const deployment = await house.over(await house.deployments.start(asked([host])))
  expect([endsOf(deployment), deployment.hosts[0]?.problem, [...host.done]]).toEqual([
    ['Failed', 'h Failed'],
    expect.stringContaining('she@away is at work on "h"'),
    ['a'],
  ])
})

test('the lock is broken by itself when its owner says so', async () => {
  const host = new ScriptedHost('h')
  host.holder = 'd7'
  const house = await openDeployments([host])
  const first = await house.deployments.breakLock(host.host.id, never)
  const second = await house.deployments.breakLock(host.host.id, never)
  expect([first, second, house.told]).toEqual(['me@home', null, ['broken h']])
})

test('the first host has to stay well; one that does not halts the rest', async () => {
  const hosts = many(4)
  let looks = 0
  const check: HostCheck = {
    name: 'api',
    look: async () => (++looks < 3 ? aTold('answers') : Promise.reject(new Error('gone'))),
  }
  const house = await openDeployments(hosts, { checksOf: () => [check] })
  const deployment = await house.over(await house.deployments.start(asked(hosts)))
  expect([endsOf(deployment), deployment.hosts.map(({ problem }) => problem), looks]).toEqual([
    ['Partial', 'h0 Partial', 'h1 Cancelled', 'h2 Cancelled', 'h3 Cancelled'],
    ['api: gone', ...Array(3).fill('Skipped: h0 did not stay well. api: gone')],
    3,
  ])
})

test('a root node that was killed says so at its next start, and goes on when it is asked to', async () => {
  const hosts = many(2)
  hosts[1]?.next('do b', endless)
  const killed = await openDeployments(hosts)
  const id = await killed.deployments.start(asked(hosts))
  while (
    !hosts[1]?.ran.includes('do b') ||
    killed.deployments.get(id).hosts[0]?.status !== 'Success'
  ) {
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  await new Promise(resolve => setTimeout(resolve, 300))
  const { database, folder } = killed
  const house = await openDeployments(hosts, { database, folder })
  await house.deployments.recover()
  const left = house.deployments.get(id)
  await house.deployments.resume(id)
  const resumed = await house.over(id)
  expect({
    left: [...endsOf(left), left.hosts[1]?.problem],
    resumed: endsOf(resumed),
    changed: resumed.hosts[1]?.steps.map(({ changed }) => changed),
    told: house.told,
  }).toEqual({
    left: [
      ...['Cancelled', 'h0 Success', 'h1 Cancelled'],
      'The root node ended meanwhile. Resume the deployment: it goes on from what it finds.',
    ],
    resumed: ['Success', 'h0 Success', 'h1 Success'],
    changed: [false, true],
    told: ['ended Cancelled', 'installed h1', 'ended Success'],
  })
  await expect(house.deployments.resume(id)).rejects.toMatchObject({
    fault: { code: 'deployment.over' },
  })
})

test('a root node that stops breaks off what is under way, with its locks given back', async () => {
  const host = new ScriptedHost('h').next('do b', endless)
  const house = await openDeployments([host])
  const id = await house.deployments.start(asked([host]))
  while (!host.ran.includes('do b')) await new Promise(resolve => setTimeout(resolve, 2))
  await house.deployments.close()
  expect([endsOf(house.deployments.get(id)), host.holder, [...host.done]]).toEqual([
    ['Cancelled', 'h Cancelled'],
    null,
    ['a'],
  ])
  await expect(house.deployments.start(asked([host]))).rejects.toMatchObject({
    fault: { code: 'root.stopping' },
  })
})
