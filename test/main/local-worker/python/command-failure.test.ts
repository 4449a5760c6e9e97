import { expect, test } from 'vitest'
import { commandFailure } from '#main/local-worker/python/command-failure'
import type { CommandEnd } from '#main/local-worker/python/run-command'

const command = { program: 'pip', args: [], withinMs: 5_000 }
const textOf = (end: CommandEnd) => commandFailure('Installing', command, end)?.message ?? null
const ended = (output: string): CommandEnd => ({ kind: 'ended', exitCode: 1, output })

test.each([
  [{ kind: 'ended', exitCode: 0, output: 'No space left on device' }, null],
  [{ kind: 'too-slow' }, 'Installing took longer than 5 s and was ended.'],
  [
    { kind: 'not-started', detail: 'spawn pip EACCES' },
    'Installing: pip could not be started: spawn pip EACCES',
  ],
  [
    ended('ERROR: Could not install: [Errno 28] No space left on device\nbye'),
    'Installing: the disk is full. Free some space and try again.',
  ],
  [
    ended(
      'WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for x',
    ),
    'Installing: the packages could not be fetched. Check the network and try again. (ERROR: No matching distribution found for x)',
  ],
  [
    ended('Looking\nERROR: No matching distribution found for x'),
    'Installing ended with code 1: ERROR: No matching distribution found for x',
  ],
] as readonly (readonly [CommandEnd, string | null])[])('%j is %j', (end, text) => {
  expect(textOf(end)).toBe(text)
})
