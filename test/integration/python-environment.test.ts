import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { interpreterIn } from '#main/local-worker/python/python-commands'
import { PythonEnvironment } from '#main/local-worker/python/python-environment'
import { temporaryFolder } from './processes.ts'

// The real python3 makes real environments, each in some seconds.
vi.setConfig({ testTimeout: 120_000 })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const never = new AbortController().signal

interface House {
  /** For environments. */
  readonly folder: string
  /** With the wheels that can be had. */
  readonly wheels: string
}

function aHouse(): House {
  const top = temporaryFolder(cleanup)
  const wheels = join(top, 'wheels')
  mkdirSync(wheels)
  return { folder: join(top, 'python'), wheels }
}

/** A package that says its version. */
function makeWheel({ wheels }: House, name: string, version: string): void {
  const script = `
import sys, zipfile
folder, name, version = sys.argv[1:]
info = f"{name}-{version}.dist-info"
with zipfile.ZipFile(f"{folder}/{name}-{version}-py3-none-any.whl", "w") as wheel:
    wheel.writestr(f"{name}.py", f"version = '{version}'")
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", "")
`
  execFileSync('python3', ['-c', script, wheels, name, version])
}

const wanting = ({ wheels }: House, ...packages: readonly string[]) =>
  `# only from here\n--no-index\n--find-links ${wheels}\n${packages.join('\n')}\n`

function environment(
  { folder }: House,
  requirements: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
) {
  const lines: string[] = []
  const python = new PythonEnvironment({ folder, requirements, environment: env, log: silentLog })
  const prepare = (isAnew = false, signal = never) =>
    python.prepare({ isAnew, tell: line => lines.push(line) }, signal)
  return { python, prepare, lines }
}

/** What the interpreter prints. */
const says = (python: string | null, code: string) =>
  execFileSync(python ?? '', ['-c', code])
    .toString()
    .trim()

const versionOfTree = 'import tree; print(tree.version)'
const environmentsIn = ({ folder }: House) =>
  readdirSync(folder).filter(name => name.startsWith('env-'))

test('is made once by the real venv, taken over, given what is newly asked for, and kept where a new one fails', async () => {
  const house = aHouse()
  makeWheel(house, 'tree', '1.0')
  makeWheel(house, 'leaf', '2.0')

  const first = environment(house, wanting(house, 'tree==1.0'))
  expect(await first.prepare()).toMatch(/^Python 3\.\d+ by venv$/)
  expect(says(first.python.interpreter, versionOfTree)).toBe('1.0')
  expect(first.lines.join('\n')).toContain('Successfully installed tree-1.0')
  const made = environmentsIn(house)

  const second = environment(house, wanting(house, 'tree==1.0'))
  await second.prepare()
  expect(second.lines.join('\n')).not.toContain('tree')

  const third = environment(house, wanting(house, 'tree==1.0', 'leaf'))
  await third.prepare()
  expect(says(third.python.interpreter, 'import leaf; print(leaf.version)')).toBe('2.0')

  const missing = environment(house, wanting(house, 'no-such-package'))
  await expect(missing.prepare()).rejects.toThrow(
    /Installing the Python packages ended with code 1.*no-such-package/,
  )
  const unreachable = environment(house, '--index-url http://127.0.0.1:9/simple\ntree\n')
  await expect(unreachable.prepare(true)).rejects.toThrow('Check the network and try again')
  expect(environmentsIn(house)).toEqual(made)
  expect(says(missing.python.interpreter, versionOfTree)).toBe('1.0')
})

test('what is cancelled leaves nothing', async () => {
  const house = aHouse()
  const stop = new AbortController()
  const { python, prepare } = environment(house, '')
  const making = prepare(false, stop.signal)
  await expect.poll(() => environmentsIn(house).length, { timeout: 30_000 }).toBe(1)
  stop.abort(new Error('enough'))
  await expect(making).rejects.toThrow('enough')
  expect([environmentsIn(house), python.interpreter]).toEqual([[], null])
})

/** No real conda can be had where the tests run: this one does by venv, without pip, what conda is asked for. */
const scriptedConda = `#!/bin/sh
[ "$1" = --version ] && echo conda 24.1.2 && exit 0
echo "$@" > "$(dirname "$0")/asked"
exec python3 -m venv --without-pip "$5"
`

function withConda(house: House) {
  const conda = join(house.wheels, 'conda')
  writeFileSync(conda, scriptedConda, { mode: 0o700 })
  return environment(house, '# nothing\n\n', { ...process.env, CONDA_EXE: conda })
}

test('conda is asked for an environment in its place, and a reinstall makes another', async () => {
  const house = aHouse()
  const { python, prepare } = withConda(house)
  expect(await prepare()).toMatch(/^Python 3\.\d+ by conda$/)
  const [place = ''] = environmentsIn(house)
  expect(readFileSync(join(house.wheels, 'asked'), 'utf8').trim()).toBe(
    `create --yes --quiet --prefix ${join(house.folder, place)} python>=3.9 pip`,
  )
  await prepare(true)
  const after = environmentsIn(house)
  expect([after.length, after.includes(place)]).toEqual([1, false])
  expect(says(python.interpreter, 'print(1)')).toBe('1')
})

test('one whose Python is gone, or that was left half made, gives way to a new one', async () => {
  const house = aHouse()
  await withConda(house).prepare()
  const [place = ''] = environmentsIn(house)
  // The link itself is replaced: to write through it would reach the system's own Python.
  const link = interpreterIn({ kind: 'conda' }, join(house.folder, place))
  rmSync(link)
  symlinkSync(join(house.folder, 'no-python-any-more'), link)
  mkdirSync(join(house.folder, 'env-half'))

  const again = withConda(house)
  await again.prepare()
  expect(environmentsIn(house)).toHaveLength(1)
  expect(environmentsIn(house)).not.toContain(place)
  expect(says(again.python.interpreter, 'print(1)')).toBe('1')
})
