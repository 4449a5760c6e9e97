import SshConfig, { type Directive, type Line, type Section } from 'ssh-config'
import { FaultError } from '#contract/fault'
import { isMeant, isPlainAlias } from './ssh-patterns.ts'

/** One alias of the file that stands for one host. */
export interface SshAlias {
  readonly alias: string
  readonly line: number
}

interface Block {
  readonly patterns: readonly string[]
  readonly line: number
  readonly said: readonly (readonly [name: string, value: string])[]
}

/** What a ~/.ssh/config says, as far as it is read here: nothing of it is run, and no other file is opened. */
export class SshSettings {
  readonly #blocks: readonly Block[]
  readonly #known = new Map<string, Block['said']>()
  readonly warnings: readonly string[]

  /** FaultError when the text is none. */
  constructor(text: string) {
    const lines = parsed(text)
    const hostLines = linesOf(text, /^\s*Host[\s=]/i)
    this.#blocks = [
      { patterns: ['*'], line: 1, said: saidIn(lines) },
      ...lines.filter(isHost).map((section, place) => ({
        patterns: words(section),
        line: hostLines[place] ?? 1,
        said: saidIn(section.config),
      })),
    ]
    this.warnings = warningsOf(lines)
  }

  /** In the order of the file, each once. */
  aliases(): readonly SshAlias[] {
    const found = new Map<string, SshAlias>()
    for (const { patterns, line } of this.#blocks) {
      for (const alias of patterns.filter(isPlainAlias)) {
        if (!found.has(alias)) found.set(alias, { alias, line })
      }
    }
    return [...found.values()]
  }

  /** All values of one setting for an alias; OpenSSH takes the first. */
  all(alias: string, name: string): readonly string[] {
    return this.#saidOf(alias)
      .filter(([each]) => each === name)
      .map(([, value]) => value)
  }

  first(alias: string, name: string): string | null {
    return this.all(alias, name)[0] ?? null
  }

  /** Of two settings that exclude each other, the one that stands first. */
  firstOf(alias: string, names: readonly string[]): readonly [name: string, value: string] | null {
    return this.#saidOf(alias).find(([name]) => names.includes(name)) ?? null
  }

  #saidOf(alias: string): Block['said'] {
    const known = this.#known.get(alias)
    if (known) return known
    const meant = this.#blocks.filter(({ patterns }) => isMeant(patterns, alias))
    const said = meant.flatMap(block => block.said)
    this.#known.set(alias, said)
    return said
  }
}

function parsed(text: string): readonly Line[] {
  try {
    return SshConfig.parse(text)
  } catch {
    // Its own message may quote the text.
    const detail = 'it is no ssh config: a line has no value, or a quote is not closed.'
    throw new FaultError({ code: 'host.import-malformed', detail })
  }
}

function isDirective(line: Line): line is Directive {
  return line.type === SshConfig.DIRECTIVE
}

function isHost(line: Line): line is Section {
  return isDirective(line) && 'config' in line && line.param.toLowerCase() === 'host'
}

function saidIn(lines: readonly Line[]): Block['said'] {
  return lines
    .filter(isDirective)
    .filter(line => !('config' in line))
    .map(line => [line.param.toLowerCase(), words(line).join(' ')] as const)
}

function words({ value }: Directive): readonly string[] {
  return typeof value === 'string' ? [value] : value.map(({ val }) => val)
}

function linesOf(text: string, form: RegExp): readonly number[] {
  return text.split('\n').flatMap((line, place) => (form.test(line) ? [place + 1] : []))
}

function warningsOf(lines: readonly Line[]): readonly string[] {
  const named = (name: string) => (line: Line) =>
    isDirective(line) && line.param.toLowerCase() === name
  const everywhere = [...lines, ...lines.filter(isHost).flatMap(({ config }) => [...config])]
  return [
    ...(everywhere.some(named('include'))
      ? ['Files that are named by Include are not read: import their text as well.']
      : []),
    ...(lines.some(named('match')) ? ['What stands under Match is passed over.'] : []),
  ]
}
