import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allowedText, faultSentence } from '../../i18n/fault-sentence.ts'
import { type Mute, mutes, muteUntil } from '../../state/mute-until.ts'
import { Button } from '../../ui/button.tsx'
import { DateTimeInput } from '../../ui/date-time-input.tsx'
import { localTimeText, momentOfLocalTime } from '../../ui/local-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { Row } from './row.tsx'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'

const lookEveryMs = 15_000

interface Draft {
  readonly text: string
  readonly isWhole: boolean
}

/** Until when nothing is shown: a day and an hour still to come, or one of the usual spans at a press. */
export function MuteSetting({ view, isFixed, isSaving, save, fault }: SettingProps) {
  const { t } = useTranslation()
  const now = useNow(lookEveryMs)
  const [draft, setDraft] = useState<Draft | null>(null)
  const { name } = view
  const label = t(`setting.${name}.label`)
  const kept = view.value ? Date.parse(view.value) : null
  const saved = kept === null || Number.isNaN(kept) ? '' : localTimeText(kept)
  const chosen = draft && momentOfLocalTime(draft.text)
  const isGood = draft === null || (chosen === null ? isNothing(draft) : chosen > now)

  async function keep(text: string | null) {
    if (await save(text)) setDraft(null)
  }

  function finish() {
    if (draft === null || !isGood) return
    if (draft.text === saved) setDraft(null)
    else void keep(chosen === null ? null : new Date(chosen).toISOString())
  }

  const refusal = isGood ? null : t('allowed.sentence', { allowed: allowedText(t, name) ?? '' })
  const isOver = kept !== null && kept <= now
  return (
    <Row
      id={name}
      label={label}
      hint={t(`setting.${name}.hint`)}
      error={refusal ?? (fault && faultSentence(t, fault))}
      source={
        <>
          {isOver && <b>{t('settings.alerting.muteOver')} · </b>}
          <Source view={view} save={save} />
        </>
      }
    >
      <div className="mute-control">
        <DateTimeInput
          id={name}
          value={draft ? draft.text : saved}
          after={now}
          isFixed={isFixed}
          isWrong={!isGood}
          describedBy={`${name}-hint ${name}-says`}
          clearLabel={t('settings.alerting.clearNamed', { name: label })}
          onChange={(text, isWhole) => setDraft({ text, isWhole })}
          onFinish={finish}
          onCancel={() => setDraft(null)}
          onClear={() => (kept === null ? setDraft(null) : void keep(null))}
        />
        {!isFixed && (
          <div className="mute-choices">
            {mutes.map(mute => (
              <Button
                key={mute}
                disabled={isSaving}
                // What is half entered above is not saved on the way.
                onMouseDown={event => event.preventDefault()}
                onClick={() => void keep(untilText(mute))}
              >
                {t(`settings.alerting.mute.${mute}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </Row>
  )
}

const isNothing = ({ text, isWhole }: Draft) => text === '' && isWhole
const untilText = (mute: Mute) => new Date(muteUntil(mute, Date.now())).toISOString()
