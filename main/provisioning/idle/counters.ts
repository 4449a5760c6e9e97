import { z } from 'zod'
import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import { type Command, command } from '../command.ts'

/**
 * Counters since the host was started, as one line of JSON. Only network cards count, not what
 * containers and tunnels make of the same bytes once more.
 */
export const countersCommand: Command = command(
  'Reads how busy the host is',
  String.raw`
counters() {
  awk '$1 == "cpu" {
    for (field = 2; field <= 9 && field <= NF; field++) all += $field
    printf "{\"cpuTicks\":%.0f,\"idleTicks\":%.0f", all, $5 + $6
    exit
  }' /proc/stat
  bytes=0
  for card in /sys/class/net/*; do
    [ -e "$card/device" ] || continue
    read -r received < "$card/statistics/rx_bytes" || continue
    read -r sent < "$card/statistics/tx_bytes" || continue
    bytes=$((bytes + received + sent))
  done
  printf ',"networkBytes":%s' "$bytes"
  awk '{ printf ",\"uptimeMs\":%.0f", $1 * 1000 }' /proc/uptime
  awk '$1 == "MemTotal:" { all = $2 } $1 == "MemAvailable:" { free = $2 }
    END { printf ",\"memoryTotal\":%.0f,\"memoryAvailable\":%.0f}\n", all * 1024, free * 1024 }' /proc/meminfo
}
counters </dev/null
`,
  { withinMs: 10_000 },
)

const Amount = z.int().nonnegative()
const IdleCounters = z.object({
  /** Of all processors; hundredths of a second nearly everywhere. */
  cpuTicks: Amount,
  /** Those of them in which a processor had nothing to do, or waited for a disk. */
  idleTicks: Amount,
  networkBytes: Amount,
  uptimeMs: Amount,
  memoryTotal: Amount,
  memoryAvailable: Amount,
})
export type IdleCounters = z.infer<typeof IdleCounters>

/** FaultError `host.noisy` when it is not what the command prints. */
export function readCounters(stdout: string, host: string): IdleCounters {
  try {
    return IdleCounters.parse(JSON.parse(stdout))
  } catch {
    throw new FaultError({
      code: 'host.noisy',
      host,
      detail: 'counters of the kernel were expected',
      why: hostReason('counters-expected'),
    })
  }
}
