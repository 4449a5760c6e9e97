import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type HostNote, noteOnHost } from '#main/provisioning/deployments/host-audit'
import { tempFolder } from '../../store/temp-database.ts'
import { runHere } from './local-shell.ts'

const note: HostNote = {
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
  who: 'me@home',
  deploymentId: 'd1',
  action: 'provision',
  step: 'docker-ready',
  outcome: 'done',
}

test('adds one line for each note, which its owner and nobody else reads', async () => {
  const folder = join(tempFolder(), 'banyan')
  await runHere(noteOnHost(note, folder))
  await runHere(noteOnHost({ ...note, step: null, who: "a\nb'c" }, folder))
  const path = join(folder, 'audit.log')
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([
    '2026-01-02T03:04:05Z by=me@home deployment=d1 action=provision step=docker-ready outcome=done\n' +
      "2026-01-02T03:04:05Z by=ab'c deployment=d1 action=provision outcome=done\n",
    0o640,
  ])
})

test('one that has grown to its limit is kept once, and begun anew', async () => {
  const folder = tempFolder()
  const path = join(folder, 'audit.log')
  writeFileSync(path, 'x'.repeat(1_048_576))
  await runHere(noteOnHost(note, folder))
  expect([readFileSync(path, 'utf8').split('\n').length, statSync(`${path}.1`).size]).toEqual([
    2, 1_048_576,
  ])
})
