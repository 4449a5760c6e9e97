import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { hostReason } from '#contract/host-reason'
import { rootCommand } from '../command.ts'
import { layout } from '../layout.ts'
import type { Site, Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

const { environment, nextEnvironment, settings } = layout

const hashes = rootCommand(
  'Compares the worker’s settings by their hashes',
  `for file in ${environment} ${nextEnvironment}; do
  if [ -e $file ]; then sha256sum < $file | cut -c 1-64; else echo none; fi
done`,
)
const write = rootCommand(
  'Writes the worker’s settings, with its keys, for root alone; they come through standard input',
  `umask 077
mkdir -p ${settings}
chmod 755 ${settings}
cat > ${nextEnvironment}.part
mv -f ${nextEnvironment}.part ${nextEnvironment}`,
)
const drop = rootCommand(
  'Where a later step fails, or nothing changed: removes settings that are not in use',
  `rm -f ${nextEnvironment}`,
)

export interface SettingsWanted extends Pick<Step, 'name' | 'words'> {
  /** Null while its secret is not made yet. */
  text(site: Site): Promise<string | null>
  /** Makes what is missing, then the same. */
  made(site: Site): Promise<string>
}

/** Puts new settings beside those in use: whatever starts the worker takes them from there. */
export function settingsThere({ name, words, text, made }: SettingsWanted): Step {
  const hashOf = (content: string) => createHash('sha256').update(content).digest('hex')
  const found = async (site: Site, signal: AbortSignal) => {
    const { stdout } = await site.run(hashes, signal)
    const [current = 'none', next = 'none'] = stdout.trim().split('\n')
    return { current, next }
  }
  const isAt = (wanted: string, { current, next }: { current: string; next: string }) =>
    next === wanted || (current === wanted && next === 'none')
  return {
    name,
    words,
    commands: [hashes, write, drop],
    interrupts: false,
    async check(site, signal) {
      const content = await text(site)
      if (content === null) return notSo('its secret is not made yet')
      return isAt(hashOf(content), await found(site, signal))
        ? isSo('the settings are as they should be', 'settings-right')
        : notSo('the settings are missing or others')
    },
    async apply(site, signal) {
      const content = await made(site)
      if ((await found(site, signal)).current === hashOf(content)) {
        await site.run(drop, signal)
        return told('the settings in use are right', 'settings-in-use')
      }
      const { exitCode, stderr } = await site.feed(write, Readable.from([content]), signal)
      if (exitCode !== 0) {
        const said = stderr.trim()
        const detail = `the settings could not be written: ${said}`
        throw stepFailed(site, name, detail, hostReason('settings-unwritten'), said)
      }
      return told('the settings were written', 'settings-written')
    },
    async verify(site, signal) {
      const content = await text(site)
      if (content === null || !isAt(hashOf(content), await found(site, signal))) {
        const detail = 'the settings on the host are not those that were sent'
        throw stepFailed(site, name, detail, hostReason('settings-differ'))
      }
    },
    async undo(site, signal) {
      await site.run(drop, signal)
    },
  }
}
