import { type Command, quoted, rootCommand } from '../command.ts'
import { layout } from '../layout.ts'

/** One line of the log that stays on the host: who changed what there. */
export interface HostNote {
  readonly at: number
  readonly who: string
  readonly deploymentId: string
  readonly action: string
  /** Null where the deployment as a whole is meant. */
  readonly step: string | null
  readonly outcome: string
}

const logFolder = layout.logs
const mostBytes = 1_048_576

/** Adds a line to the host's own log; one that has grown past its limit is kept once as `.1`. */
export function noteOnHost(note: HostNote, folder: string = logFolder): Command {
  const log = quoted(`${folder}/audit.log`)
  const old = quoted(`${folder}/audit.log.1`)
  return rootCommand(
    'Writes to the log of changes on the host.',
    `umask 027
[ -d ${quoted(folder)} ] || mkdir -m 0750 ${quoted(folder)}
if [ -L ${log} ]; then rm -f ${log}; fi
if [ -f ${log} ] && [ "$(wc -c <${log})" -ge ${mostBytes} ]; then mv -f ${log} ${old}; fi
printf '%s\\n' ${quoted(lineOf(note))} >>${log}
chmod 0640 ${log}`,
  )
}

function lineOf({ at, who, deploymentId, action, step, outcome }: HostNote): string {
  const time = `${new Date(at).toISOString().slice(0, 19)}Z`
  const where = step === null ? [] : [`step=${step}`]
  const fields = [`by=${who}`, `deployment=${deploymentId}`, `action=${action}`, ...where]
  // One line, whatever somebody is called.
  return [time, ...fields, `outcome=${outcome}`].join(' ').replace(/\p{C}/gu, '')
}
