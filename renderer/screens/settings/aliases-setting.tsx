import { useTranslation } from 'react-i18next'
import { aliasDrafts, aliasProblem, aliasText, nextId } from './alias-draft.ts'
import { ModelChain } from './model-chain.tsx'
import { NamedListSetting } from './named-list-setting.tsx'
import type { SettingProps } from './setting-props.ts'

/** Names, and for each the models that are asked one after the other. */
export function AliasesSetting(props: SettingProps) {
  const { t } = useTranslation()
  return (
    <NamedListSetting
      {...props}
      texts={{
        name: t('settings.editors.alias'),
        none: t('settings.editors.aliasNone'),
        add: t('settings.editors.addAlias'),
      }}
      read={aliasDrafts}
      write={aliasText}
      problemOf={drafts => {
        const problem = aliasProblem(drafts)
        return problem && t(`settings.editors.wrong.${problem}`)
      }}
      isTyped={({ name, models }) => name.trim() !== '' && models.length > 0}
      begin={drafts => ({ id: nextId(drafts), name: '', models: [] })}
    >
      {(draft, set) => (
        <ModelChain
          name={draft.name}
          models={draft.models}
          isFixed={props.isFixed}
          onChange={models => set({ ...draft, models })}
        />
      )}
    </NamedListSetting>
  )
}
