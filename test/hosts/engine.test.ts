import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import type { Deployment } from '#contract/model/deployment'
import { Cleanup } from '#main/base/cleanup'
import { fileStep, openEngine } from './engine-house.ts'
import { type LabHost, openLab } from './lab.ts'

const house = new Cleanup()
afterAll(() => house.run())
const lab = openLab(house)

const stepsOf = ({ hosts }: Deployment) =>
  hosts[0]?.steps.map(
    ({ name, status, changed }) => `${name} ${status}${changed ? ' changed' : ''}`,
  )

const appeared = async (host: LabHost, path: string) => {
  for (;;) {
    if ((await host.run(`test -e ${path} && echo yes || true`)) === 'yes') return
    await pause(50)
  }
}

test('works under a lock, notes it on the host, and leaves no more than that', async () => {
  const host = await lab.up('engine')
  const info = 'cp /var/lib/banyan/lock/info /etc/lab-info; stat -c %a /var/lib/banyan/lock'
  const { start, over, deployments } = await openEngine(host, {
    steps: [fileStep('a', info), fileStep('b')],
  })
  const id = await start()
  const first = await over(id)
  const startedAt = performance.now()
  const second = await over(await start())
  const againMs = performance.now() - startedAt
  const log = await text(deployments.log(id, 'text'))
  const audit = await host.run(
    "stat -c '%U %a' /var/log/banyan/audit.log; cat /var/log/banyan/audit.log",
  )
  expect({
    first: stepsOf(first),
    second: stepsOf(second),
    owner: await host.run('cat /etc/lab-a'),
    info: (await host.run('cut -d= -f1 /etc/lab-info; sed -n s/^who=//p /etc/lab-info')).split(
      '\n',
    ),
    isLeft: await host.run('ls -d /var/lib/banyan 2>/dev/null || echo no'),
    mode: /\| 700\n/.test(log),
    audit: audit.split('\n').map(line => line.replace(/^\S+Z by=me@r1 deployment=\S+ /, '')),
  }).toEqual({
    first: ['a done changed', 'b done changed'],
    second: ['a done', 'b done'],
    owner: 'root',
    info: ['root', 'who', 'deployment', 'since', 'until', 'me@r1'],
    isLeft: 'no',
    mode: true,
    audit: [
      'root 640',
      'action=provision step=a outcome=done',
      'action=provision step=b outcome=done',
      'action=provision outcome=done',
      'action=provision outcome=done',
    ],
  })
  expect(againMs).toBeLessThan(5_000)
})

test('who comes second is told who is at work, may break in, and the first one stops', async () => {
  const host = await lab.up('locked')
  const slow = fileStep('slow', 'touch /etc/lab-began; sleep 60')
  const first = await openEngine(host, { steps: [slow] })
  const second = await openEngine(host, { rootId: 'r2', steps: [fileStep('other', 'sleep 4')] })
  const id = await first.start()
  await appeared(host, '/etc/lab-began')
  const refused = await second.over(await second.start())
  const brokeIn = await second.over(await second.start({ breaksLock: true }))
  const stopped = await first.over(id)
  expect([refused.hosts[0]?.problem, brokeIn.status, stopped.hosts[0]?.problem]).toEqual([
    expect.stringMatching(/^me@r1 is at work on "locked" until 2/),
    'Success',
    expect.stringMatching(/^me@r2 is at work on "locked" until 2/),
  ])
  expect(await host.run('ls -d /var/lib/banyan 2>/dev/null || echo no')).toBe('no')
})

test('a cable that is pulled in the middle of a step: it looks again and goes on', async () => {
  const host = await lab.up('cut')
  const twice = 'echo x >>/etc/lab-tries; touch /etc/lab-began; sleep 2'
  const { start, over } = await openEngine(host, {
    steps: [fileStep('a'), fileStep('b', twice), fileStep('c')],
  })
  const id = await start()
  await appeared(host, '/etc/lab-began')
  await host.lab('link', 'down')
  await pause(6_000)
  await host.lab('link', 'up')
  const deployment = await over(id)
  expect([deployment.status, stepsOf(deployment)]).toEqual([
    'Success',
    ['a done changed', 'b done changed', 'c done changed'],
  ])
})

test('what fails is put back under sudo, and a cancel ends what runs there', async () => {
  const host = await lab.up('undone')
  const failing = await openEngine(host, { steps: [fileStep('a'), fileStep('b', 'exit 7')] })
  const failed = await failing.over(await failing.start())
  const slow = await openEngine(host, {
    steps: [fileStep('a'), fileStep('b', 'touch /etc/lab-began; sleep 77')],
  })
  const id = await slow.start()
  await appeared(host, '/etc/lab-began')
  const startedAt = performance.now()
  await slow.deployments.cancel(id)
  const cancelMs = performance.now() - startedAt
  expect({
    failed: [failed.status, failed.hosts[0]?.problem, stepsOf(failed)],
    cancelled: stepsOf(slow.deployments.get(id)),
    left: await host.run('ls /etc | grep -c "lab-[ab]$" || true; pgrep -xc sleep || true'),
  }).toEqual({
    failed: ['Failed', '"b" failed on "undone": exit 7', ['a undone', 'b failed']],
    cancelled: ['a undone', 'b cancelled'],
    left: '0\n0',
  })
  expect(cancelMs).toBeLessThan(10_000)
})

test('without sudo nothing is touched, and it says so', async () => {
  const host = await lab.up('nosudo')
  const { start, over } = await openEngine(host, { user: 'plain', steps: [fileStep('a')] })
  const deployment = await over(await start())
  expect([deployment.status, deployment.hosts[0]?.problem, stepsOf(deployment)]).toEqual([
    'Failed',
    expect.stringMatching(/"nosudo".*sudo/),
    ['a skipped'],
  ])
})
