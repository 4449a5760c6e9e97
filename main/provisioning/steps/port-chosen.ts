import { hostReason } from '#contract/host-reason'
import { rootCommand } from '../command.ts'
import { firstPort, layout, serviceName } from '../layout.ts'
import type { Step } from '../step.ts'
import { isSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

/** The port of the worker: a guess until the host was looked at. */
export class PortChoice {
  #port: number

  constructor(guess: number) {
    this.#port = guess
  }

  get port(): number {
    return this.#port
  }

  choose(port: number): void {
    this.#port = port
  }
}

const tries = 100

/** Ours is kept as long as nobody else has it; else the first one from `firstPort` up that is free. */
const freePort = rootCommand(
  `Looks which port from ${firstPort} up is free`,
  `ours=$(sed -n 's/^WORKER_PORT=//p' ${layout.environment} 2>/dev/null || :)
runs=no
systemctl is-active --quiet ${serviceName} 2>/dev/null && runs=yes
command -v docker >/dev/null && [ -n "$(docker ps --quiet --filter 'name=^${serviceName}$' 2>/dev/null || :)" ] && runs=yes
taken=$(awk '$4 == "0A" { sub(/.*:/, "", $2); print $2 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null || :)
is_taken() { printf '%s\\n' "$taken" | grep -qx "$(printf '%04X' "$1")"; }
case $ours in '' | *[!0-9]*) ours= ;; esac
if [ -n "$ours" ] && { [ $runs = yes ] || ! is_taken "$ours"; }; then echo "$ours"; exit 0; fi
port=${firstPort}
while [ $port -lt ${firstPort + tries} ]; do
  if ! is_taken $port; then echo $port; exit 0; fi
  port=$((port + 1))
done
echo none`,
)

/** Changes nothing, but for what the steps after it write down. */
export function portChosen(choice: PortChoice): Step {
  return {
    name: 'port',
    words: `Chooses the port of the worker: ${firstPort}, or the next one that is free.`,
    facts: { first: firstPort },
    commands: [freePort],
    interrupts: false,
    async check(site, signal) {
      const { stdout } = await site.run(freePort, signal)
      const port = Number(stdout.trim())
      if (!Number.isInteger(port) || port < 1 || port > 65_535) {
        const [from, to] = [firstPort, firstPort + tries - 1]
        const why = hostReason('no-free-port', { from, to })
        throw stepFailed(site, 'port', `none of the ports ${from} to ${to} is free`, why)
      }
      choice.choose(port)
      return isSo(`port ${port}`, 'port-is', { port })
    },
    apply: async () => told(`port ${choice.port}`, 'port-is', { port: choice.port }),
    verify: async () => {},
    undo: null,
  }
}
