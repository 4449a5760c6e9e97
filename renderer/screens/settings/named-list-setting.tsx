import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { DraftActions } from './draft-actions.tsx'
import { EditorRow } from './editor-row.tsx'
import { OfferedNames, offeredNamesId } from './offered-names.tsx'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'
import { useDraft } from './use-draft.ts'

/** A name, and what it stands for. */
interface NamedDraft {
  readonly id: number
  readonly name: string
}

interface Texts {
  readonly name: string
  readonly none: string
  readonly add: string
}

interface Props<D extends NamedDraft> extends SettingProps {
  readonly texts: Texts
  readonly read: (text: string) => readonly D[]
  readonly write: (drafts: readonly D[]) => string
  /** What is wrong, in a sentence; null where it may be saved. */
  readonly problemOf: (drafts: readonly D[]) => string | null
  /** Whether enough is entered to say what is wrong. */
  readonly isTyped: (draft: D) => boolean
  readonly begin: (drafts: readonly D[]) => D
  /** The control for what the name stands for. */
  readonly children: (draft: D, set: (draft: D) => void) => ReactNode
}

/** A list of names, each with what it stands for, saved as one. */
export function NamedListSetting<D extends NamedDraft>(props: Props<D>) {
  const { view, isFixed, isSaving, fault, save, texts, read, write, begin } = props
  const { t } = useTranslation()
  const { value: drafts, isChanged, change, drop } = useDraft(view.value ?? '{}', read)
  const problem = isChanged ? props.problemOf(drafts) : null
  const set = (draft: D) => change(drafts.map(other => (other.id === draft.id ? draft : other)))

  async function finish() {
    if (await save(drafts.length === 0 ? null : write(drafts))) drop()
  }

  return (
    <EditorRow
      id={view.name}
      label={t(`setting.${view.name}.label`)}
      hint={t(`setting.${view.name}.hint`)}
      error={
        problem !== null && drafts.every(props.isTyped) ? problem : fault && faultSentence(t, fault)
      }
      source={<Source view={view} save={save} />}
    >
      <OfferedNames />
      {drafts.length === 0 && <p className="says">{texts.none}</p>}
      <ul className="editor-rows">
        {drafts.map(draft => (
          <li key={draft.id} className="editor-line">
            <input
              className="mono"
              list={offeredNamesId}
              aria-label={texts.name}
              placeholder={texts.name}
              maxLength={256}
              spellCheck={false}
              readOnly={isFixed}
              value={draft.name}
              onChange={event => set({ ...draft, name: event.target.value })}
            />
            <span className="dim" aria-hidden="true">
              →
            </span>
            {props.children(draft, set)}
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
          <Button icon={Plus} onClick={() => change([...drafts, begin(drafts)])}>
            {texts.add}
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
