import type { HostMethod } from '#contract/model/host-facts'
import type { Command } from '../command.ts'
import type { EnvironmentReader } from './environment.ts'

/** How a method runs the worker: what the steps that are alike for all of them differ by. */
export interface Runner {
  readonly method: Exclude<HostMethod, 'coolify'>
  readonly reader: EnvironmentReader
  readonly power: Readonly<Record<'start' | 'stop' | 'restart', Command>>
  /** Prints `active` where it runs. */
  readonly activity: Command
  /** Prints what is there of it; nothing when nothing is. */
  readonly presence: Command
  /** Stops it, and leaves nothing that would start it. */
  readonly remove: Command
  /** Ends with 0 as soon as the worker answers; with 1, after its last words, when it does not in time. */
  healthy(port: number, isTls: boolean, withinSeconds: number): Command
}

/** Starts one version in the place of another. */
export interface Cutover {
  /** What is not as it should be in what `state` printed; null when all is. */
  wrongIn(state: ReadonlyMap<string, string>): string | null
  readonly state: Command
  /** Keeps what served before, then starts the new one. It may be run again when it was broken off. */
  readonly start: Command
  /** What served before is not needed any more. */
  readonly settle: Command
  /** Prints `restored` where something served before, `removed` where nothing did, and `untouched` before `start`. */
  readonly back: Command
}

/** JavaScript for the worker's own Node: it says its health, or ends with 1. */
export function healthScript(port: number, isTls: boolean): string {
  // Without a certificate of the root node's, a worker that speaks TLS can only be seen to listen.
  return isTls
    ? `require("net").connect(${port},"127.0.0.1").setTimeout(5000).on("connect",()=>process.exit(0)).on("error",e=>{console.error(e.message);process.exit(1)}).on("timeout",()=>process.exit(1))`
    : `fetch("http://127.0.0.1:${port}/health",{signal:AbortSignal.timeout(5000)}).then(a=>a.ok?a.text():Promise.reject(new Error("it answers "+a.status))).then(t=>console.log(t),e=>{console.error(String(e.cause||e));process.exit(1)})`
}

interface WaitScript {
  /** Ends with 0 when it is well. */
  readonly ask: string
  /** Prints how often it was started again. */
  readonly restarts: string
  readonly lastWords: string
  readonly withinSeconds: number
}

const restartsGivenUpAfter = 3
/** Of what is told to people, the end is kept: both that it does not answer and why have to fit in. */
const lastWordsLength = 400

/** Pauses of 1, 2, 3 … 5 s; a worker that does not even start is not waited for. */
export function waitScript({ ask, restarts, lastWords, withinSeconds }: WaitScript): string {
  return `end=$(($(date +%s) + ${withinSeconds}))
pause=1
until answer=$(${ask} 2>&1); do
  again=$(${restarts} || echo 0)
  if [ "$(date +%s)" -ge $end ] || [ "\${again:-0}" -ge ${restartsGivenUpAfter} ]; then
    printf 'The worker does not answer: %.150s\\n' "$answer" >&2
    { ${lastWords}; } 2>&1 | tail -c ${lastWordsLength} >&2 || :
    exit 1
  fi
  sleep $pause
  if [ $pause -lt 5 ]; then pause=$((pause + 1)); fi
done
printf '%s\\n' "$answer"`
}
