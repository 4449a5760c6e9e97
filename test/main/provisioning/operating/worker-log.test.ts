import { expect, test } from 'vitest'
import type { Host } from '#contract/model/host'
import type { HostLink, HostLinks } from '#main/provisioning/host-link'
import type { Hosts } from '#main/provisioning/hosts'
import { readWorkerLog, workerLogCommand } from '#main/provisioning/operating/worker-log'
import { aHost, anInstalled } from './a-host.ts'

const never = new AbortController().signal
const wish = { lines: 5, isFollowing: false }

function scripted(host: Host, exitCode: number, lines: readonly string[]) {
  let opened = 0
  const link: Partial<HostLink> = {
    async run(_command, _signal, hear) {
      for (const text of lines) hear?.({ from: 'stdout', text })
      return { exitCode, signal: null, stdout: '', stderr: 'no such unit hunter2', durationMs: 1 }
    },
    close: () => opened--,
  }
  // Sound: nothing else of them is used.
  const links = {
    open: () => Promise.resolve(link).finally(() => opened++),
  } as unknown as HostLinks
  const hosts = { get: () => host } as unknown as Hosts
  const containerOf = async () => 'label=coolify.applicationId=7'
  const redact = (text: string) => text.replaceAll('hunter2', '[secret]')
  return { around: { hosts, links, containerOf, redact }, stillOpen: () => opened }
}

test('reads line by line, and hangs up', async () => {
  const { around, stillOpen } = scripted({ ...aHost, installed: anInstalled }, 0, [
    '一',
    'two hunter2',
  ])
  const heard: string[] = []
  await readWorkerLog(around, aHost.id, wish, line => heard.push(line), never)
  expect([heard, stillOpen()]).toEqual([['一', 'two [secret]'], 0])
})

test('says why there is nothing to read', async () => {
  const failing = scripted({ ...aHost, installed: anInstalled }, 1, [])
  const read = readWorkerLog(failing.around, aHost.id, wish, () => {}, never)
  await expect(read).rejects.toMatchObject({
    fault: { code: 'host.step-failed', detail: 'no such unit [secret]' },
  })
  expect(failing.stillOpen()).toBe(0)
  const empty = scripted(aHost, 0, [])
  const none = readWorkerLog(empty.around, aHost.id, wish, () => {}, never)
  await expect(none).rejects.toMatchObject({ fault: { code: 'host.unusable' } })
})

test('follows only where that was asked for', () => {
  const scripts = (['plain', 'docker'] as const).flatMap(method =>
    [false, true].map(isFollowing => workerLogCommand(method, { lines: 7, isFollowing }).script),
  )
  expect(scripts).toEqual([
    'journalctl --unit banyan-worker --lines 7 --output cat --no-pager',
    'journalctl --unit banyan-worker --lines 7 --output cat --no-pager --follow',
    'docker logs --tail 7 banyan-worker 2>&1',
    'docker logs --tail 7 --follow banyan-worker 2>&1',
  ])
})

test('reads the log of our container alone among those of a Coolify', () => {
  const { script } = workerLogCommand('coolify', wish, "label=coolify.applicationId=7'; id")
  expect(script.split('\n')[0]).toBe(
    "id=$(docker ps --all --quiet --filter 'label=coolify.applicationId=7'\\''; id' | head -n 1)",
  )
})
