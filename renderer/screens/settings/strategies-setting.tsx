import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { StrategyName } from '#contract/model/strategy'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { nextId } from './alias-draft.ts'
import { DraftActions } from './draft-actions.tsx'
import { EditorRow } from './editor-row.tsx'
import { OfferedNames, offeredNamesId } from './offered-names.tsx'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'
import {
  type StrategyDraft,
  strategyDrafts,
  strategyProblem,
  strategyText,
} from './strategy-draft.ts'
import { useDraft } from './use-draft.ts'

/** Models for which a worker is picked in another way than usual. */
export function StrategiesSetting({ view, isFixed, isSaving, fault, save }: SettingProps) {
  const { t } = useTranslation()
  const { value: drafts, isChanged, change, drop } = useDraft(view.value ?? '{}', strategyDrafts)
  const problem = isChanged ? strategyProblem(drafts) : null
  const isTyped = drafts.every(({ model }) => model.trim() !== '')
  const set = (draft: StrategyDraft) =>
    change(drafts.map(other => (other.id === draft.id ? draft : other)))

  async function finish() {
    if (await save(drafts.length === 0 ? null : strategyText(drafts))) drop()
  }

  return (
    <EditorRow
      id={view.name}
      label={t(`setting.${view.name}.label`)}
      hint={t(`setting.${view.name}.hint`)}
      error={
        problem && isTyped
          ? t(`settings.editors.wrong.${problem}`)
          : fault && faultSentence(t, fault)
      }
      source={<Source view={view} save={save} />}
    >
      <OfferedNames />
      {drafts.length === 0 && <p className="says">{t('settings.editors.strategyNone')}</p>}
      <ul className="editor-rows">
        {drafts.map(draft => (
          <li key={draft.id} className="editor-line">
            <input
              className="mono"
              list={offeredNamesId}
              aria-label={t('settings.editors.strategyModel')}
              placeholder={t('settings.editors.strategyModel')}
              maxLength={256}
              spellCheck={false}
              readOnly={isFixed}
              value={draft.model}
              onChange={event => set({ ...draft, model: event.target.value })}
            />
            <span className="dim" aria-hidden="true">
              →
            </span>
            <select
              aria-label={t('settings.editors.strategyFor', { model: draft.model })}
              disabled={isFixed}
              value={draft.strategy}
              onChange={event =>
                set({ ...draft, strategy: StrategyName.parse(event.target.value) })
              }
            >
              {StrategyName.options.map(name => (
                <option key={name} value={name}>
                  {t(`strategy.${name}`)}
                </option>
              ))}
            </select>
            {!isFixed && (
              <IconButton
                label={t('settings.editors.removeRow', { name: draft.model })}
                icon={Trash2}
                onClick={() => change(drafts.filter(other => other.id !== draft.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {!isFixed && (
        <div className="editor-foot">
          <Button
            icon={Plus}
            onClick={() =>
              change([...drafts, { id: nextId(drafts), model: '', strategy: 'fastest' }])
            }
          >
            {t('settings.editors.addStrategy')}
          </Button>
          {isChanged && (
            <DraftActions
              save={t('settings.editors.save')}
              discard={t('settings.editors.discard')}
              isGood={problem === null}
              isSaving={isSaving}
              onSave={() => void finish()}
              onDiscard={drop}
            />
          )}
        </div>
      )}
    </EditorRow>
  )
}
