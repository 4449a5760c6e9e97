import { useTranslation } from 'react-i18next'
import { SessionId } from '#contract/ids'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { countText, momentText } from '../i18n/figures.ts'
import { rememberAudit } from '../state/audit-verified.ts'
import type { Deed } from '../state/commands.ts'
import { faultOf } from '../state/fault-of.ts'
import { type Mute, muteUntil } from '../state/mute-until.ts'
import { useOverlays } from '../state/overlays.ts'
import { usePlaces } from '../state/place.ts'
import { useToasts } from '../state/toasts.ts'
import { useCallApi, useOutdate } from '../state/use-api.ts'
import { usePreferences, useWindowState } from '../state/use-window-state.ts'

/** Does what a command says, and tells in passing what came of it. */
export function useDeeds(): (deed: Deed) => void {
  const { t, i18n } = useTranslation()
  const { ask, chat, pending, mirror } = useWindowState()
  const places = usePlaces()
  const overlays = useOverlays()
  const toasts = useToasts()
  const api = useCallApi()
  const outdate = useOutdate()
  const [, setPreferences] = usePreferences()

  const nameOf = (id: string) => {
    const state = mirror.store.getState()
    const workers = state.name === 'live' ? state.seen.workers : []
    return workers.find(worker => worker.id === id)?.name ?? id
  }

  async function setStatus(id: string, status: 'draining' | 'active'): Promise<void> {
    await api('changeNode', { path: { id }, body: { status } })
    await outdate('listNodes', 'getNode')
  }

  async function mute(how: Mute | 'off'): Promise<void> {
    const until = how === 'off' ? null : muteUntil(how, Date.now())
    const value = until === null ? null : new Date(until).toISOString()
    await ask('setting.save', { name: 'alertsMutedUntil', value })
    if (until === null) toasts.say(t('palette.said.unmuted'))
    else {
      const time = clockText(until, i18n.language)
      toasts.say(t('palette.said.muted', { time }), () => mute('off'))
    }
  }

  async function run(deed: Deed): Promise<void> {
    switch (deed.kind) {
      case 'go':
        return places.go(deed.place)
      case 'overlay':
        return overlays.open(deed.name)
      case 'root':
        if (deed.action === 'restart') return pending.restart()
        await (deed.action === 'stop' ? ask('root.stop', null) : ask('root.start', { port: null }))
        return
      case 'copy':
        await ask('clipboard.write', { text: deed.text })
        return toasts.say(t('palette.said.copied'))
      case 'chat':
        places.go({
          screen: 'chat',
          ...(deed.sessionId === null ? {} : { sessionId: deed.sessionId }),
        })
        if (deed.sessionId === null) return chat.startNew()
        return chat.open(SessionId.parse(deed.sessionId))
      case 'node': {
        const { id, status } = deed
        const name = nameOf(id)
        await setStatus(id, status)
        if (status === 'active') toasts.say(t('palette.said.broughtBack', { name }))
        else toasts.say(t('palette.said.drained', { name }), () => setStatus(id, 'active'))
        return
      }
      case 'prefer': {
        const { id, priority } = deed
        const change = (next: number) =>
          api('changeNode', { path: { id }, body: { priority: next } })
        await change(0)
        return toasts.say(t('topology.preferred', { name: nameOf(id) }), () => change(priority))
      }
      case 'restart-host': {
        const { hostId } = deed
        const begun = await api('restartHost', { path: { id: hostId }, body: {} })
        await outdate('listDeployments')
        const deploymentId = 'deployment' in begun ? begun.deployment : null
        if (typeof deploymentId !== 'string') return
        return places.go({ screen: 'hosts', hostId, deploymentId })
      }
      case 'restart-local':
        await api('restartLocalWorkers')
        return toasts.say(t('palette.said.restarting'))
      case 'provision': {
        const made = await api('startDeployment', { body: { hosts: [deed.hostId] } })
        await outdate('listDeployments')
        const deploymentId = 'deployment_id' in made ? made.deployment_id : made.id
        return places.go({ screen: 'hosts', hostId: deed.hostId, deploymentId })
      }
      case 'backup': {
        const { id } = await api('makeBackup')
        await outdate('listBackups')
        return toasts.say(t('palette.said.backup', { id }))
      }
      case 'verify-audit': {
        const { sound, entries, broken_at: seq } = await api('verifyAudit')
        rememberAudit(sound)
        const number = countText(entries, i18n.language)
        if (sound) toasts.say(t('palette.said.auditSound', { count: entries, number }))
        else toasts.warn(t('palette.said.auditBroken', { seq: seq ?? entries + 1 }))
        return
      }
      case 'open-logs':
        await ask('logs.open', null)
        return
      case 'mute':
        return mute(deed.how)
      case 'theme':
        return setPreferences({ theme: deed.theme })
      case 'language':
        return setPreferences({ language: deed.language })
    }
  }

  return deed => {
    run(deed).catch(failure => toasts.warn(faultSentence(t, faultOf(failure))))
  }
}

/** The hour alone where that is enough to know the day. */
function clockText(at: number, language: string): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  const hour = new Intl.DateTimeFormat(language, {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(at)
  return isToday ? hour : `${momentText(at, Date.now(), language)} ${hour}`
}
