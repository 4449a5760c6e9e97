import { expect, test } from 'vitest'
import { hostChecks } from '#main/provisioning/checks/host-checks'
import { plainRunner } from '#main/provisioning/methods/plain'
import { PortChoice } from '#main/provisioning/steps/port-chosen'
import { aTold } from '#test/fakes/a-told'
import { aHost } from '../a-host.ts'
import { KeptHosts } from '../kept-hosts.ts'
import { installed as planned } from '../planned.ts'
import { never, type ScriptedAnswer, ScriptedSite } from '../scripted-site.ts'

/** What a check finds where the host answers that to all that it asks. */
async function look(name: string, answer: ScriptedAnswer) {
  const nothing = async () => aTold('')
  const installed = { ...planned, version: '1.2.0', port: 3001 }
  const parts = {
    hosts: new KeptHosts({ ...aHost, installed }, {}),
    reach: { rootToWorker: nothing, workerToRoot: nothing },
  }
  const expected = { runner: plainRunner, version: '1.2.0', choice: new PortChoice(3001) }
  const check = hostChecks(parts, expected).find(each => each.name === name)
  const site = new ScriptedSite(() => answer)
  return check?.look(site, never).then(
    ({ words, says }) => [words, says],
    ({ message, why }) => [message, why],
  )
}

test.each([
  ['process', 'active\nNRestarts=0', 'It runs.', { code: 'runs', facts: {} }],
  [
    ...['process', 'failed\nNRestarts=3', 'The worker is failed, not running.'],
    { code: 'not-active', facts: { status: 'failed' } },
  ],
  [
    ...['port', '0100007F:0BB9', 'It listens on port 3001, for the host itself alone.'],
    { code: 'listens-inside', facts: { port: 3001 } },
  ],
  [
    ...['port', '00000000:0BB9', 'Port 3001 is open to others than the host itself.'],
    { code: 'port-open', facts: { port: 3001 } },
  ],
  [
    ...['port', '', 'Nothing listens on port 3001.'],
    { code: 'nothing-on-port', facts: { port: 3001 } },
  ],
  [
    ...['store', '1.1.0\n', 'At home version 1.2.0 is noted, on the host is 1.1.0.'],
    { code: 'noted-otherwise', facts: { noted: '1.2.0', found: '1.1.0' } },
  ],
  [
    ...['resources', 'memory=412\ndisk=38120\nload=0.24\ncpus=2'],
    '412 MB of memory and 38120 MB of disk are left; load 0.24 on 2 CPUs.',
    { code: 'resources', facts: { memory: 412, gigabytes: 38.1, load: 0.24, cpus: 2 } },
  ],
  [
    ...['resources', 'memory=12\ndisk=38120\nload=9\ncpus=2'],
    'Too little is left: 12 MB of memory and 38120 MB of disk are left; load 9 on 2 CPUs.',
    { code: 'scarce', facts: { memory: 12, disk: 38_120 } },
  ],
] as const)('%s of %j says: %s', async (name, answer, words, note) => {
  expect(await look(name, answer)).toEqual([words, note])
})
