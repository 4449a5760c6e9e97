import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { findTool } from '#main/local-worker/python/find-tool'
import { runCommand } from '#main/local-worker/python/run-command'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const realPython = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'])
  .toString()
  .trim()

/** Looks in a folder with these programs and no other, each a shell script. */
function find(scripts: Readonly<Record<string, string>>, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  for (const [name, script] of Object.entries(scripts)) {
    const text = `#!/bin/sh\n${script.replaceAll('HERE', folder)}\n`
    writeFileSync(join(folder, name), text, { mode: 0o700 })
  }
  const around = { folder, environment: { PATH: folder }, onLine() {} }
  const { signal } = new AbortController()
  return findTool(command => runCommand(command, around, signal), environment)
}

const python = `exec "${realPython}" "$@"`
const conda = 'echo conda 24.1.2'

test.each([
  ['the real python3, by its own venv', { python3: python }, { kind: 'venv', program: 'python3' }],
  ['one that is called python', { python }, { kind: 'venv', program: 'python' }],
  ['conda before Python', { conda, python3: python }, { kind: 'conda', program: 'conda' }],
  ['mamba before conda', { conda, mamba: conda }, { kind: 'conda', program: 'mamba' }],
  ['a conda that is broken', { conda: 'exit 1', python }, { kind: 'venv', program: 'python' }],
  [
    'a python3 that is too old beside a python',
    { python3: 'echo 3.8', python },
    { kind: 'venv', program: 'python' },
  ],
])('finds %s', async (_name, scripts: Record<string, string>, tool) => {
  expect(await find(scripts)).toEqual(tool)
})

test('finds what CONDA_EXE names first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const program = join(folder, 'my conda')
  writeFileSync(program, `#!/bin/sh\n${conda}\n`, { mode: 0o700 })
  expect(await find({ mamba: conda }, { CONDA_EXE: program })).toEqual({ kind: 'conda', program })
})

test('says what to install where there is no Python', async () => {
  await expect(find({})).rejects.toThrow(
    'No Python was found. Install Python 3.9 or newer (on Debian and Ubuntu: apt-get install python3 python3-venv), or conda, or set PYTHON_TOOLS=false.',
  )
})

test('says that a Python is too old', async () => {
  await expect(find({ python3: 'echo 3.8', python: 'echo 2.7' })).rejects.toThrow(
    'Python 3.8 is too old',
  )
})

test('says what a real Python without ensurepip lacks, as Debian leaves it out', async () => {
  const scripts = {
    // Stands before the library's own, and is not there.
    'ensurepip.py': 'raise ModuleNotFoundError("No module named ensurepip")',
    python3: `PYTHONPATH=HERE exec "${realPython}" "$@"`,
  }
  await expect(find(scripts)).rejects.toThrow('apt-get install python3-venv')
})
