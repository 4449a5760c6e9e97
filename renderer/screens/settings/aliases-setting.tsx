import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { type AliasDraft, aliasDrafts, aliasProblem, aliasText, nextId } from './alias-draft.ts'
import { DraftActions } from './draft-actions.tsx'
import { EditorRow } from './editor-row.tsx'
import { ModelChain } from './model-chain.tsx'
import { OfferedNames, offeredNamesId } from './offered-names.tsx'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'
import { useDraft } from './use-draft.ts'

/** Names, and for each the models that are asked one after the other. */
export function AliasesSetting({ view, isFixed, isSaving, fault, save }: SettingProps) {
  const { t } = useTranslation()
  const { value: drafts, isChanged, change, drop } = useDraft(view.value ?? '{}', aliasDrafts)
  const problem = isChanged ? aliasProblem(drafts) : null
  const isTyped = drafts.every(({ name, models }) => name.trim() !== '' && models.length > 0)
  const set = (draft: AliasDraft) =>
    change(drafts.map(other => (other.id === draft.id ? draft : other)))

  async function finish() {
    if (await save(drafts.length === 0 ? null : aliasText(drafts))) drop()
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
      {drafts.length === 0 && <p className="says">{t('settings.editors.aliasNone')}</p>}
      <ul className="editor-rows">
        {drafts.map(draft => (
          <li key={draft.id} className="editor-line">
            <input
              className="mono"
              list={offeredNamesId}
              aria-label={t('settings.editors.alias')}
              placeholder={t('settings.editors.alias')}
              maxLength={256}
              spellCheck={false}
              readOnly={isFixed}
              value={draft.name}
              onChange={event => set({ ...draft, name: event.target.value })}
            />
            <span className="dim" aria-hidden="true">
              →
            </span>
            <ModelChain
              name={draft.name}
              models={draft.models}
              isFixed={isFixed}
              onChange={models => set({ ...draft, models })}
            />
            {!isFixed && (
              <IconButton
                label={t('settings.editors.removeRow', { name: draft.name })}
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
            onClick={() => change([...drafts, { id: nextId(drafts), name: '', models: [] }])}
          >
            {t('settings.editors.addAlias')}
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
