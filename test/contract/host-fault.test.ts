import { expect, test } from 'vitest'
import { type HostFault, hostFaultText } from '#contract/host-fault'

const failed = (detail: string): HostFault => ({
  ...{ code: 'host.step-failed', host: 'oak', step: 'worker-files' },
  detail,
})

test('what a command said goes with what helps, where that is known', () => {
  const readOnly = hostFaultText(failed("exit 1: mkdir: '/opt/x': Read-only file system"))
  expect(readOnly).toContain('Read-only file system. That part of its disk cannot be written to')
  expect(hostFaultText(failed('exit 1: chmod: Operation not permitted'))).toContain('chattr +i')
  expect(hostFaultText(failed('exit 7'))).toBe('"worker-files" failed on "oak": exit 7')
})

test('a reason that begins with the host is not told about it once more', () => {
  const unusable = (reason: string) =>
    hostFaultText({ code: 'host.unusable', host: 'oak', reasons: [reason] })
  expect(unusable('"oak" shows another key.')).toBe('"oak" shows another key.')
  expect(unusable('Its disk is full.')).toBe('"oak" cannot be used: Its disk is full.')
})
