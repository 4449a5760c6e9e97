import { randomBytes } from 'node:crypto'
import { type Command, quoted } from '../command.ts'

/** One script on its way to a host: what is executed, and what goes to its standard input. */
export interface RemoteScript {
  /** Names this run in the lines by which its output is told from what a login shell prints. */
  readonly nonce: string
  /** Constant but for the nonce and a length, so that nothing of the script shows among the processes. */
  readonly execute: string
  readonly input: Buffer
}

/**
 * The shell takes in the whole script, checks its length and only then runs it: a connection that
 * breaks in between runs nothing, rather than the first half. With more input to come, it is read
 * byte by byte, as older shells and `head` read ahead and would swallow what follows.
 */
export function remoteScript(
  { script, asRoot }: Pick<Command, 'script' | 'asRoot'>,
  hasInput: boolean,
): RemoteScript {
  const nonce = `banyan-${randomBytes(12).toString('hex')}`
  const input = Buffer.from(script.replace(/\n+$/, ''))
  const reader = hasInput ? `dd bs=1 count=${input.length} 2>/dev/null` : 'cat'
  const program = [
    'read -r banyan_stat </proc/$$/stat || banyan_stat=""',
    'set -- $banyan_stat',
    `printf "\\n%s begin %s\\n" ${nonce} "\${5:-}"`,
    'set --',
    `banyan_script=$(${reader})`,
    `[ "\${#banyan_script}" = ${input.length} ] || exit 255`,
    '(unset banyan_stat; set -eu; eval "$banyan_script")',
    'banyan_code=$?',
    `printf "\\n%s end %s\\n" ${nonce} $banyan_code`,
    'exit $banyan_code',
  ].join('; ')
  return { nonce, execute: asRoot ? rootShell(program) : userShell(program), input }
}

const userShell = (program: string) => `exec env LC_ALL=C sh -c ${quoted(program)}`

/** Asked of a login shell of any kind, so the looking happens in a `sh` of our own. */
const rootShell = (program: string) =>
  `exec sh -c ${quoted(
    'if [ "$(id -u)" = 0 ]; then exec env LC_ALL=C sh -c "$0"; fi; exec sudo -n -H env LC_ALL=C sh -c "$0"',
  )} ${quoted(program)}`

/** Ends a process group: kindly, and after two seconds for good. */
export function killScript(processGroup: number): string {
  const group = `-${processGroup}`
  return `
kill -s TERM -- ${group} 2>/dev/null || exit 0
for turn in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.2 2>/dev/null || sleep 1
  kill -s 0 -- ${group} 2>/dev/null || exit 0
done
kill -s KILL -- ${group} 2>/dev/null || exit 0`
}
