import { useTranslation } from 'react-i18next'
import type { DesktopView, UpdateState } from '#contract/model/desktop'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useToasts } from '../../state/toasts.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { Row } from './row.tsx'

export function UpdateRow({ desktop }: { readonly desktop: DesktopView }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const { update } = desktop
  const isOff = update.name === 'off'
  const isOn = desktop.looksForUpdates && !isOff
  const state = useStateText(update)

  /** Where it is off, that is the honest answer. */
  function look() {
    if (isOff) toasts.say(t('desktop.updates.off'))
    else void run(() => ask('desktop.seekUpdate', null))
  }

  return (
    <Row
      id="updates"
      label={t('desktop.updates.label')}
      hint={t('desktop.updates.hint')}
      error={fault && faultSentence(t, fault)}
      source={state}
    >
      <input
        id="updates"
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={isRunning || isOff}
        aria-describedby="updates-hint updates-says"
        onChange={({ target }) =>
          void run(() => ask('desktop.save', { looksForUpdates: target.checked }))
        }
      />
      <span aria-hidden="true">{isOn ? t('settings.on') : t('settings.off')}</span>
      <Button
        className="check-now"
        disabled={isRunning || update.name === 'looking'}
        onClick={look}
      >
        {t('desktop.updates.now')}
      </Button>
    </Row>
  )
}

function useStateText(update: UpdateState): string {
  const { t, i18n } = useTranslation()
  if (!('at' in update)) return t(`desktop.updates.${update.name}`)
  const format = { dateStyle: 'medium', timeStyle: 'short' } as const
  const time = new Intl.DateTimeFormat(i18n.language, format).format(update.at)
  return t(`desktop.updates.${update.name}`, { ...update, time })
}
