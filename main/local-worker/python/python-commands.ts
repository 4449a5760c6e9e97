import { join } from 'node:path'
import type { Command } from './run-command.ts'

const quickMs = 30_000
const createMs = 15 * 60_000
const installMs = 30 * 60_000

/** What makes an environment: conda or its double mamba, or Python's own venv. */
export interface PythonTool {
  readonly kind: 'conda' | 'venv'
  readonly program: string
}

/** Where such a tool puts the interpreter. */
export function interpreterIn({ kind }: Pick<PythonTool, 'kind'>, folder: string): string {
  if (process.platform !== 'win32') return join(folder, 'bin', 'python')
  return kind === 'conda' ? join(folder, 'python.exe') : join(folder, 'Scripts', 'python.exe')
}

export const condaVersion = (conda: string): Command => ({
  program: conda,
  args: ['--version'],
  withinMs: quickMs,
})

/** Prints such as `3.12`. */
export const pythonVersion = (python: string): Command => ({
  program: python,
  args: ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'],
  withinMs: quickMs,
})

/** Fails where the system's packages left out what venv needs, as Debian's do. */
export const venvParts = (python: string): Command => ({
  program: python,
  args: ['-c', 'import venv, ensurepip'],
  withinMs: quickMs,
})

export function createEnvironment({ kind, program }: PythonTool, folder: string): Command {
  const args =
    kind === 'conda'
      ? ['create', '--yes', '--quiet', '--prefix', folder, 'python>=3.9', 'pip']
      : ['-m', 'venv', folder]
  return { program, args, withinMs: createMs }
}

export const installRequirements = (interpreter: string, file: string): Command => ({
  program: interpreter,
  args: [
    '-I',
    '-m',
    'pip',
    'install',
    '--no-input',
    '--disable-pip-version-check',
    '--progress-bar',
    'off',
    '--retries',
    '1',
    '-r',
    file,
  ],
  withinMs: installMs,
})
