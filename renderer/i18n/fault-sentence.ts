import type { TFunction } from 'i18next'
import type { Fault } from '#contract/fault'
import { SettingName } from '#contract/model/setting'
import { allowedTexts } from './allowed-texts.ts'

/** What went wrong and what to do, in the language of the window. */
export function faultSentence(t: TFunction, fault: Fault): string {
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
      return t('fault.host.unusable', { ...fault, reasons: fault.reasons.join(' ') })
    case 'host.unreachable':
    case 'host.key-unreadable':
    case 'host.no-common-algorithm': {
      const { why } = fault
      const detail = why ? t(`hostWhy.${why.code}`, { ...why.facts }) : fault.detail
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
