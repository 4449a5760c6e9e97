import { Download, ShieldCheck, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '#contract/http/operations'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { countText } from '../../i18n/figures.ts'
import { rememberAudit } from '../../state/audit-verified.ts'
import { faultOf } from '../../state/fault-of.ts'
import { rootState } from '../../state/fleet.ts'
import { saveFile } from '../../state/save-file.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi } from '../../state/use-api.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { wholeAudit } from './whole-audit.ts'

type Verdict = AnswerOf<'verifyAudit'>

type Check =
  | { readonly name: 'none' }
  | { readonly name: 'running' }
  | { readonly name: 'over'; readonly verdict: Verdict }

/** Asks whether the chain of entries is as it was written, says in words what was found, and saves it all. */
export function AuditCheck() {
  const { t, i18n } = useTranslation()
  const { ask } = useWindowState()
  const callApi = useCallApi()
  const toasts = useToasts()
  const isRunning = useSeen(rootState).name === 'running'
  const [check, setCheck] = useState<Check>({ name: 'none' })
  const [read, setRead] = useState<number | null>(null)
  const end = useRef<AbortController | null>(null)

  async function verify() {
    end.current = new AbortController()
    setCheck({ name: 'running' })
    try {
      const verdict = await callApi('verifyAudit', {}, end.current.signal)
      rememberAudit(verdict.sound)
      setCheck({ name: 'over', verdict })
    } catch (failure) {
      const wasEnded = end.current.signal.aborted
      setCheck({ name: 'none' })
      if (!wasEnded) toasts.warn(faultSentence(t, faultOf(failure)))
    }
  }

  async function save() {
    end.current = new AbortController()
    setRead(0)
    try {
      const entries = await wholeAudit(callApi, setRead, end.current.signal)
      const text = entries.map(entry => `${JSON.stringify(entry)}\n`).join('')
      if (await saveFile(ask, 'banyan-audit.jsonl', { text })) {
        const number = countText(entries.length, i18n.language)
        toasts.say(t('logs.audit.exported', { count: entries.length, number }))
      }
    } catch (failure) {
      if (!end.current.signal.aborted) toasts.warn(faultSentence(t, faultOf(failure)))
    } finally {
      setRead(null)
    }
  }

  if (check.name === 'running' || read !== null) {
    return (
      <>
        <span className="dim" role="status">
          {read === null
            ? t('logs.check.running')
            : t('logs.audit.reading', { number: countText(read, i18n.language) })}
        </span>
        <Button icon={X} onClick={() => end.current?.abort()}>
          {t('logs.check.cancel')}
        </Button>
      </>
    )
  }
  const stopped = isRunning ? undefined : t('logs.audit.needsRoot')
  return (
    <>
      {stopped && <span className="dim audit-stopped">{stopped}</span>}
      <Button icon={Download} disabled={!isRunning} onClick={() => void save()}>
        {t('logs.audit.export')}
      </Button>
      <Button icon={ShieldCheck} disabled={!isRunning} onClick={() => void verify()}>
        {t('logs.check.name')}
      </Button>
      {check.name === 'over' && (
        <Found verdict={check.verdict} onClose={() => setCheck({ name: 'none' })} />
      )}
    </>
  )
}

/** What was found, what it means and what to do. */
function Found({ verdict, onClose }: { readonly verdict: Verdict; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { sound, entries, broken_at: brokenAt, reason, kept_head: head } = verdict
  const number = countText(entries, i18n.language)
  return (
    <Dialog title={t('logs.check.title')} onClose={onClose}>
      <p className="audit-verdict">
        <StateMark mark={sound ? 'healthy' : 'offline'} />
        <b>
          {sound
            ? t('logs.check.sound', { count: entries, number })
            : t(`logs.check.${reason ?? 'changed'}`, {
                at: countText(brokenAt ?? 0, i18n.language),
              })}
        </b>
      </p>
      <p className="dialog-text">{t(sound ? 'logs.check.soundMeans' : 'logs.check.brokenMeans')}</p>
      {!sound && <p className="dialog-text">{t('logs.check.brokenNext', { number })}</p>}
      {head !== 'known' && <p className="dialog-text">{t(`logs.check.head.${head}`)}</p>}
      <DialogActions>
        <Button onClick={onClose}>{t('logs.check.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
