import { FaultError } from '#contract/fault'
import { flagOf, type SettingName, settingDefinitions, settingNames } from '#contract/model/setting'
import { isSecretName } from './resolved-settings.ts'

/** The switches of a start that are no settings. */
const switches = [
  '--headless',
  '--no-sandbox',
  '--help',
  '--version',
  '--verify-audit',
  '--start-empty',
  '--hidden',
] as const
type Switch = (typeof switches)[number]

export interface Flags {
  readonly settings: ReadonlyMap<SettingName, string>
  readonly switches: ReadonlySet<Switch>
  /** The database that is to be restored; null when none is named. */
  readonly restore: string | null
}

export interface FlagOptions {
  /** Electron hands over Chromium's own switches as well; they are passed by. */
  readonly allowUnknown: boolean
}

const short: Readonly<Record<string, Switch>> = { '-h': '--help', '-v': '--version' }
const namesByFlag = new Map(settingNames.map(name => [flagOf(name), name]))
const onOffWords = /^(true|false|on|off|yes|no|1|0)$/

/**
 * Reads `--port 3000`, `--port=3000`, `--local-worker`, `--local-worker=false` and
 * `--no-local-worker`; of a flag that is given twice the last holds.
 */
export function parseFlags(argv: readonly string[], { allowUnknown }: FlagOptions): Flags {
  const settings = new Map<SettingName, string>()
  const seen = new Set<Switch>()
  let restore: string | null = null

  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? ''
    const [flag, inline] = splitOnce(argument)
    const next = argv[index + 1]
    const known = short[flag] ?? switches.find(name => name === flag)
    const name = namesByFlag.get(flag)
    const negated = namesByFlag.get(flag.replace(/^--no-/, '--'))

    if (flag === '--restore') {
      restore = inline ?? next ?? ''
      if (restore === '') throw invalid(flag, '', 'the file of a backup')
      if (inline === null) index += 1
    } else if (known && inline === null) {
      seen.add(known)
    } else if (name && isSecretName(name)) {
      throw secretOnCommandLine(name)
    } else if (name && inline !== null) {
      settings.set(name, inline)
    } else if (name && next !== undefined && isValueOf(name, next)) {
      settings.set(name, next)
      index += 1
    } else if (name && isOnOff(name)) {
      settings.set(name, 'true')
    } else if (name) {
      throw invalid(flag, '', settingDefinitions[name].allowed)
    } else if (negated && isOnOff(negated) && inline === null) {
      settings.set(negated, 'false')
    } else if (!allowUnknown && argument !== '--') {
      throw invalid('argument', flag, `the nearest is ${nearest(flag)}, and --help lists all`)
    }
  }
  return { settings, switches: seen, restore }
}

function isOnOff(name: SettingName): boolean {
  return settingDefinitions[name].allowed === settingDefinitions.localWorker.allowed
}

function isValueOf(name: SettingName, text: string): boolean {
  return isOnOff(name) ? onOffWords.test(text) : !text.startsWith('--')
}

function splitOnce(argument: string): readonly [flag: string, inline: string | null] {
  const at = argument.indexOf('=')
  return at < 0 ? [argument, null] : [argument.slice(0, at), argument.slice(at + 1)]
}

/** What stands on a command line, every program on the machine can read. */
function secretOnCommandLine(name: SettingName): FaultError {
  const { env } = settingDefinitions[name]
  return invalid(flagOf(name), '[secret]', `set ${env} instead, for others can read a command line`)
}

function invalid(name: string, value: string, allowed: string): FaultError {
  return new FaultError({ code: 'setting.invalid', name, value, allowed })
}

function nearest(flag: string): string {
  const all = [...namesByFlag.keys(), ...switches, '--restore']
  return all.reduce((best, name) => (distance(flag, name) < distance(flag, best) ? name : best))
}

/** How many letters must be added, dropped or changed to make one of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const above = row
    row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed))
    }
  }
  return row[b.length] ?? 0
}
