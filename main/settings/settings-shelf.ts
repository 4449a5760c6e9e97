import { randomBytes } from 'node:crypto'
import { FaultError } from '#contract/fault'
import {
  isAddressSetting,
  maskedAddresses,
  unmaskedAddresses,
} from '#contract/model/masked-address'
import {
  flagOf,
  SettingName,
  type SettingView,
  settingDefinitions,
  settingNames,
} from '#contract/model/setting'
import { Emitter } from '../base/emitter.ts'
import type { Log } from '../base/log.ts'
import type { Secret } from '../base/secret.ts'
import { parseSetting, type Resolution, resolveSettings, type SettingInputs } from './resolve.ts'
import { isSecretName, type ResolvedSettings, type SettingSources } from './resolved-settings.ts'
import type { Sealer } from './sealer.ts'

export interface SealedSecret {
  readonly name: string
  readonly sealed: Buffer
  /** The name of the sealer that can open it. */
  readonly sealedBy: string
}

/** The part of the store that settings need; every write resolves when it is on disk. */
export interface SavedSettings {
  settings(): readonly { readonly name: string; readonly value: string }[]
  secrets(): readonly SealedSecret[]
  saveSetting(setting: { readonly name: string; readonly value: string }): Promise<void>
  removeSetting(name: string): Promise<void>
  /** Leaves one of the same name that another sealer made. */
  addSecret(secret: SealedSecret): Promise<void>
  /** Leaves no other of the same name. */
  replaceSecret(secret: SealedSecret): Promise<void>
  removeSecret(name: string): Promise<void>
}

export interface SettingsShelfOptions extends Pick<SettingInputs, 'flags' | 'env'> {
  readonly saved: SavedSettings
  readonly sealer: Sealer
  readonly log: Log
}

/** The settings in force, and the saved ones that the window edits. */
export class SettingsShelf {
  readonly #options: SettingsShelfOptions
  readonly #texts: Map<SettingName, string>
  readonly #changed = new Emitter<SettingName>()
  /** What stood before the last save, so that whoever takes one back gets its keys back too. */
  readonly #replaced = new Map<SettingName, string>()
  #resolution: Resolution
  #unreadable: ReadonlySet<SettingName>
  #saving: Promise<void> = Promise.resolve()

  private constructor(options: SettingsShelfOptions, loaded: LoadedTexts) {
    this.#options = options
    this.#texts = loaded.texts
    this.#unreadable = loaded.unreadable
    this.#resolution = this.#resolve()
  }

  /** Throws for a bad flag or variable; what was saved and cannot be used is logged and left out. */
  static async load(options: SettingsShelfOptions): Promise<SettingsShelf> {
    const shelf = new SettingsShelf(options, await loadTexts(options))
    for (const failure of shelf.#resolution.refused) {
      options.log.warn('saved setting not allowed', { reason: failure.message })
    }
    if (!shelf.settings.rootSecret) await shelf.#makeRootSecret()
    return shelf
  }

  /** Hears the name of each setting that was saved. */
  readonly onChange = this.#changed.subscribe

  get settings(): ResolvedSettings {
    return this.#resolution.settings
  }

  get sources(): SettingSources {
    return this.#resolution.sources
  }

  /** Saved secrets that cannot be opened here and count as not set, until they are entered again. */
  get unreadable(): ReadonlySet<SettingName> {
    return this.#unreadable
  }

  /** Never null: made at the first start. */
  get rootSecret(): Secret {
    const { rootSecret } = this.settings
    if (!rootSecret) throw new Error('the root secret is asked for before it was made')
    return rootSecret
  }

  /** Null goes back to the default; of the root secret, to a new one. Resolves when it is on disk. */
  save(name: SettingName, text: string | null): Promise<void> {
    // One after the other, so that of two the later one stays.
    const saved = this.#saving.then(() => this.#save(name, text))
    this.#saving = saved.catch(() => {})
    return saved
  }

  views(): readonly SettingView[] {
    const { settings, texts, sources } = this.#resolution
    return settingNames.map(name => ({
      name,
      value: isSecretName(name) ? null : shownText(name, texts[name]),
      isSet: settings[name] !== null && settings[name] !== '',
      isSecret: isSecretName(name),
      source: sources[name],
    }))
  }

  async #save(name: SettingName, entered: string | null): Promise<void> {
    this.#refuseFixed(name, entered)
    const text = entered === null ? null : this.#unmasked(name, entered)
    if (text !== null) parseSetting(name, text, 'saved')
    const { saved, sealer } = this.#options
    const isSecret = isSecretName(name)

    if (isSecret && text) {
      await saved.replaceSecret({ name, sealed: await sealer.seal(text), sealedBy: sealer.name })
    } else if (isSecret) {
      await saved.removeSecret(name)
    } else if (text !== null) {
      await saved.saveSetting({ name, value: text })
    } else {
      await saved.removeSetting(name)
    }

    this.#replaced.set(name, this.#resolution.texts[name])
    if (text === null || (isSecret && text === '')) this.#texts.delete(name)
    else this.#texts.set(name, text)
    this.#unreadable = new Set([...this.#unreadable].filter(other => other !== name))
    this.#resolution = this.#resolve()
    if (!this.settings.rootSecret) await this.#makeRootSecret()
    this.#changed.emit(name)
  }

  /** Whoever saves what was shown means what it stands for. */
  #unmasked(name: SettingName, entered: string): string {
    if (!isAddressSetting(name)) return entered
    const before = [this.#resolution.texts[name], this.#replaced.get(name) ?? '']
    const text = unmaskedAddresses(entered, before)
    if (text !== null) return text
    const { env } = settingDefinitions[name]
    const allowed = 'enter the key of an address again when its place changes'
    throw new FaultError({
      code: 'setting.invalid',
      name: env,
      value: entered.slice(0, 200),
      allowed,
    })
  }

  #refuseFixed(name: SettingName, text: string | null): void {
    const { env } = settingDefinitions[name]
    const source = this.sources[name]
    if (source === 'flag' || source === 'environment') {
      const fixedBy = source === 'flag' ? flagOf(name) : env
      throw new FaultError({ code: 'setting.fixed', name: fixedBy, source })
    }
    if (!canBeSaved(name)) {
      const allowed = 'set it by its flag or in the environment, for it is needed before saved ones'
      throw new FaultError({ code: 'setting.invalid', name: env, value: text ?? '', allowed })
    }
  }

  async #makeRootSecret(): Promise<void> {
    const { saved, sealer } = this.#options
    const text = randomBytes(32).toString('base64url')
    const sealed = await sealer.seal(text)
    await saved.addSecret({ name: 'rootSecret', sealed, sealedBy: sealer.name })
    this.#texts.set('rootSecret', text)
    this.#resolution = this.#resolve()
  }

  #resolve(): Resolution {
    const { flags, env } = this.#options
    return resolveSettings({ flags, env, saved: this.#texts })
  }
}

interface LoadedTexts {
  readonly texts: Map<SettingName, string>
  readonly unreadable: ReadonlySet<SettingName>
}

async function loadTexts({ saved, sealer, log }: SettingsShelfOptions): Promise<LoadedTexts> {
  const texts = new Map<SettingName, string>()
  const unreadable = new Set<SettingName>()
  for (const { name, value } of saved.settings()) {
    const known = SettingName.safeParse(name)
    if (known.success && canBeSaved(known.data)) texts.set(known.data, value)
  }
  for (const secret of saved.secrets()) {
    const known = SettingName.safeParse(secret.name)
    if (!known.success) continue
    const text = await openSecret(secret, sealer)
    if (text === null) unreadable.add(known.data)
    else texts.set(known.data, text)
  }
  for (const name of texts.keys()) unreadable.delete(name)
  for (const name of unreadable) log.warn('saved secret unreadable', { name })
  return { texts, unreadable }
}

async function openSecret(secret: SealedSecret, sealer: Sealer): Promise<string | null> {
  if (secret.sealedBy !== sealer.name) return null
  try {
    return await sealer.open(secret.sealed)
  } catch {
    return null
  }
}

/** Addresses may hold a key. */
function shownText(name: SettingName, text: string): string {
  return isAddressSetting(name) ? maskedAddresses(text) : text
}

function canBeSaved(name: SettingName): boolean {
  return !('notSaved' in settingDefinitions[name])
}
