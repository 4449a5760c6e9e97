import { expect, test } from 'vitest'
import type { CommandResult } from '#main/provisioning/command'
import {
  containerAddress,
  containerAddressCommand,
} from '#main/provisioning/coolify/container-address'
import type { Site } from '#main/provisioning/step'
import { aHost, openFake } from './a-coolify.ts'
import { localSite } from './local-site.ts'

const never = new AbortController().signal

async function addressFrom(result: Partial<CommandResult>): Promise<string | null> {
  const site: Site = {
    ...localSite(aHost, await openFake()),
    ask: async () => ({
      ...{ exitCode: 0, signal: null, stdout: '', stderr: '', durationMs: 1 },
      ...result,
    }),
  }
  return containerAddress(site, { number: 7, uuid: 'abc' }, never)
}

test('takes the first address in a network of Docker', async () => {
  expect(await addressFrom({ stdout: '\n10.0.1.5\n172.18.0.2\n' })).toBe('10.0.1.5')
})

test.each([
  [{ exitCode: 1 }],
  [{ stdout: '' }],
  [{ stdout: '169.254.169.254\n' }],
  [{ stdout: '-oProxyCommand=x\n10.0.1.5 and more\n' }],
  [{ exitCode: 1, stdout: '10.0.1.5\n' }],
])('believes no address of %j', async result => {
  expect(await addressFrom(result)).toBeNull()
})

test('looks by the number that containers are labelled with, else by their name', () => {
  expect(containerAddressCommand({ number: 7, uuid: 'abc' }).script).toContain(
    "--filter 'label=coolify.applicationId=7'",
  )
  expect(containerAddressCommand({ number: null, uuid: "a'b" }).script).toContain(
    "--filter 'name=a'\\''b'",
  )
})
