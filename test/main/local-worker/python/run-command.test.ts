import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type Command, runCommand } from '#main/local-worker/python/run-command'
import { isAlive } from '#test/integration/processes'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

function run(command: Partial<Command>, signal = new AbortController().signal) {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const lines: string[] = []
  const around = {
    folder,
    environment: { PATH: process.env['PATH'] ?? '' },
    onLine: (line: string) => void lines.push(line),
  }
  const whole = { program: process.execPath, args: [], withinMs: 10_000, ...command }
  return { lines, end: runCommand(whole, around, signal) }
}

/** Prints the id of a child that would go on for ever, as would it. */
const withChild = `
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
  console.log(child.pid)
  setInterval(() => {}, 1000)`

test('tells each line as it comes, and how it ended', async () => {
  const script = 'console.log("one\\ntwo"); console.error("three"); process.exitCode = 4'
  const { lines, end } = run({ args: ['-e', script] })
  const result = await end
  expect(lines.toSorted()).toEqual(['one', 'three', 'two'])
  expect(result).toEqual({ kind: 'ended', exitCode: 4, output: expect.stringContaining('three') })
})

test('what looks like a shell is handed over as it is, and nothing else of our environment', async () => {
  const script = 'console.log(process.argv[1], Object.keys(process.env).join())'
  const { lines, end } = run({ args: ['-e', script, '$HOME; rm -rf "x" && `y`'] })
  await end
  expect(lines[0]).toMatch(/^\$HOME; rm -rf "x" && `y` PATH$/)
})

test('a program that is not there is told apart', async () => {
  const { end } = run({ program: 'no-such-program-anywhere' })
  expect(await end).toMatchObject({ kind: 'not-started', detail: expect.stringMatching('ENOENT') })
})

test('what takes too long is ended with all that it started', async () => {
  const { lines, end } = run({ args: ['-e', withChild], withinMs: 1_500 })
  expect(await end).toEqual({ kind: 'too-slow' })
  await expect.poll(() => isAlive(pidIn(lines)), { timeout: 15_000 }).toBe(false)
})

test('so is what is cancelled', async () => {
  const stop = new AbortController()
  const { lines, end } = run({ args: ['-e', withChild] }, stop.signal)
  await expect.poll(() => lines.length, { timeout: 15_000 }).toBe(1)
  stop.abort(new Error('enough'))
  await expect(end).rejects.toThrow('enough')
  await expect.poll(() => isAlive(pidIn(lines)), { timeout: 15_000 }).toBe(false)
})

function pidIn([line]: readonly string[]): number {
  const pid = Number(line)
  if (!(pid > 0)) throw new Error('no child was started')
  return pid
}
