import { StepFailure } from '../step-failure.ts'
import { condaVersion, type PythonTool, pythonVersion, venvParts } from './python-commands.ts'
import type { Command, CommandEnd } from './run-command.ts'

type Run = (command: Command) => Promise<CommandEnd>

const oldest = { major: 3, minor: 9 }

/** Conda where there is one, else a Python 3 that can make environments; StepFailure when there is neither. */
export async function findTool(
  run: Run,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<PythonTool> {
  for (const conda of [environment['CONDA_EXE'], 'mamba', 'conda']) {
    if (conda && isGood(await run(condaVersion(conda)))) return { kind: 'conda', program: conda }
  }
  let tooOld: string | null = null
  for (const python of ['python3', 'python']) {
    const version = versionIn(await run(pythonVersion(python)))
    if (version === null) continue
    if (!isNewEnough(version)) {
      tooOld ??= version
      continue
    }
    if (isGood(await run(venvParts(python)))) return { kind: 'venv', program: python }
    throw new StepFailure(
      `${python} ${version} cannot make virtual environments, as its modules venv and ensurepip are not all there. Install them (on Debian and Ubuntu: apt-get install python3-venv), or conda.`,
    )
  }
  const found = tooOld === null ? 'No Python was found' : `Python ${tooOld} is too old`
  throw new StepFailure(
    `${found}. Install Python ${oldest.major}.${oldest.minor} or newer (on Debian and Ubuntu: apt-get install python3 python3-venv), or conda, or set PYTHON_TOOLS=false.`,
  )
}

const isGood = (end: CommandEnd) => end.kind === 'ended' && end.exitCode === 0

/** Such as `3.12`. */
export function versionIn(end: CommandEnd): string | null {
  if (end.kind !== 'ended' || end.exitCode !== 0) return null
  return /^\d+\.\d+$/m.exec(end.output)?.[0] ?? null
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor)
}
