import { readFileSync } from 'node:fs'
import { FaultError } from '#contract/fault'

/**
 * Fills in the variables whose value stands in the file that `<name>_FILE` names, which is how
 * Docker and systemd hand over a secret. The variable itself goes first.
 */
export function withSecretFiles(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
): NodeJS.ProcessEnv {
  const read = names.flatMap(name => {
    const file = environment[`${name}_FILE`]?.trim()
    return file && !environment[name]?.trim() ? [[name, textOf(name, file)]] : []
  })
  return { ...environment, ...Object.fromEntries(read) }
}

function textOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new FaultError({
      code: 'setting.invalid',
      name: `${name}_FILE`,
      value: file,
      allowed: 'a file that the worker may read',
    })
  }
}
