import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** What is started, and with what. */
export interface StartCommand {
  readonly program: string
  readonly args: readonly string[]
}

/** Start at login as freedesktop.org has it: a file in the person's own autostart folder. */
export class AutostartEntry {
  readonly #path: string
  readonly #command: StartCommand

  constructor(env: Readonly<Record<string, string | undefined>>, command: StartCommand) {
    const config = env['XDG_CONFIG_HOME']
    // The specification says that a relative path is to be passed over.
    const folder = config?.startsWith('/') ? config : join(homedir(), '.config')
    this.#path = join(folder, 'autostart', 'banyan.desktop')
    this.#command = command
  }

  async isOn(): Promise<boolean> {
    return access(this.#path).then(
      () => true,
      () => false,
    )
  }

  async turn(isOn: boolean): Promise<void> {
    if (!isOn) return rm(this.#path, { force: true })
    await mkdir(dirname(this.#path), { recursive: true })
    await writeFile(this.#path, desktopEntry(this.#command))
  }
}

export function desktopEntry({ program, args }: StartCommand): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Banyan',
    'Comment=Root node for local AI apps',
    'Comment[zh_CN]=本地 AI 应用的根节点',
    'Comment[zh_TW]=本機 AI 應用程式的根節點',
    `Exec=${[program, ...args].map(quoted).join(' ')}`,
    'Icon=banyan',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/**
 * Quoted as the specification wants it: what a shell would take for its own is escaped inside quotes, that
 * again as a string of the file, and a percent sign, which begins a field, is doubled.
 */
function quoted(text: string): string {
  if (/[\n\r\0]/.test(text)) throw new Error('a line break cannot stand in a command')
  const inQuotes = text.replaceAll(/["`$\\]/g, sign => `\\${sign}`)
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}
