import type { TFunction } from 'i18next'
import type { Fault } from '#contract/fault'
import { isHostFault } from '#contract/host-fault'
import { SettingName } from '#contract/model/setting'
import { allowedTexts } from './allowed-texts.ts'
import {
  cutSentence,
  noisyTold,
  reasonText,
  stepFailedTold,
  type ToldWords,
  unusableSentence,
} from './host-fault-told.ts'

/** What went wrong and what to do, in the language of the window. */
export function faultSentence(t: TFunction, fault: Fault): string {
  const { sentence, said } = faultTold(t, fault)
  // Where only a text can stand, what is to be typed is not set apart.
  const text = isHostFault(fault) ? sentence.replaceAll('`', '') : sentence
  return said === null ? text : t('hostSaying', { sentence: text, said })
}

/** The same, and apart from it what a host said itself. */
export function faultTold(t: TFunction, fault: Fault): ToldWords {
  if (fault.code === 'host.step-failed') return stepFailedTold(t, fault)
  if (fault.code === 'host.noisy') return noisyTold(t, fault)
  return { sentence: plainSentence(t, fault), said: null }
}

function plainSentence(
  t: TFunction,
  fault: Exclude<Fault, { code: 'host.step-failed' | 'host.noisy' }>,
): string {
  switch (fault.code) {
    case 'port.taken':
      return portTakenSentence(t, fault)
    case 'model.unknown':
    case 'route.unknown':
      return t(`fault.${fault.code}`, fault)
    case 'route.wrong-method':
      return t('fault.route.wrong-method', { allow: fault.allow.join(t('list.separator')) })
    case 'app.model-refused':
      return t('fault.app.model-refused', { allowed: fault.allowed.join(t('list.separator')) })
    case 'archive.missing':
      return t('fault.archive.missing', { ...fault, folders: fault.folders.join(', ') })
    case 'host.unusable':
      return unusableSentence(t, fault, each => faultSentence(t, each))
    case 'host.cut':
      return cutSentence(t, fault)
    case 'host.disk-full':
      return t('fault.host.disk-full', {
        host: fault.host,
        needed: megabytes(fault.neededBytes),
        free: megabytes(fault.freeBytes),
      })
    case 'host.locked':
      return t('fault.host.locked', { ...fault, until: clockText(fault.until) })
    case 'host.unreachable':
    case 'host.key-unreadable':
    case 'host.no-common-algorithm': {
      const { why } = fault
      const detail = why ? reasonText(t, why) : fault.detail
      return t(`fault.${fault.code}`, { ...fault, detail })
    }
    case 'setting.invalid':
      return t('fault.setting.invalid', {
        value: fault.value,
        label: settingLabel(t, fault.name),
        allowed: allowedText(t, fault.name) ?? fault.allowed,
      })
    case 'setting.fixed':
    case 'secret.unreadable':
      return t(`fault.${fault.code}`, { label: settingLabel(t, fault.name) })
    default:
      return t(`fault.${fault.code}`, { ...fault })
  }
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000)
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

function clockText(time: string): string {
  const at = Date.parse(time)
  return Number.isNaN(at) ? time : clock.format(at)
}

export function settingLabel(t: TFunction, name: string): string {
  const known = SettingName.safeParse(name)
  return known.success ? t(`setting.${known.data}.label`) : name
}

export function allowedText(t: TFunction, name: string): string | null {
  const known = SettingName.safeParse(name)
  const key = known.success ? allowedTexts[known.data] : undefined
  return key === undefined ? null : t(`allowed.${key}`)
}

type PortTaken = Extract<Fault, { code: 'port.taken' }>

function portTakenSentence(t: TFunction, fault: PortTaken): string {
  return `${portOwnerSentence(t, fault)} ${portNextSentence(t, fault)}`
}

export function portOwnerSentence(t: TFunction, fault: PortTaken): string {
  const { host, port, owner, isBanyan } = fault
  if (owner) {
    return t(isBanyan ? 'port.takenByBanyan' : 'port.takenBy', { host, port, ...owner })
  }
  return t(isBanyan ? 'port.takenByUnknownBanyan' : 'port.takenByUnknown', { host, port })
}

export function portNextSentence(t: TFunction, fault: PortTaken): string {
  return fault.freePort === null ? t('port.next') : t('port.nextFree', { port: fault.freePort })
}
