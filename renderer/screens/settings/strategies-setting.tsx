import { useTranslation } from 'react-i18next'
import { StrategyName } from '#contract/model/strategy'
import { nextId } from './alias-draft.ts'
import { NamedListSetting } from './named-list-setting.tsx'
import type { SettingProps } from './setting-props.ts'
import {
  type StrategyDraft,
  strategyDrafts,
  strategyProblem,
  strategyText,
} from './strategy-draft.ts'

/** Models for which a worker is picked in another way than usual. */
export function StrategiesSetting(props: SettingProps) {
  const { t } = useTranslation()
  return (
    <NamedListSetting
      {...props}
      texts={{
        name: t('settings.editors.strategyModel'),
        none: t('settings.editors.strategyNone'),
        add: t('settings.editors.addStrategy'),
      }}
      read={strategyDrafts}
      write={strategyText}
      problemOf={drafts => {
        const problem = strategyProblem(drafts)
        return problem && t(`settings.editors.wrong.${problem}`)
      }}
      isTyped={({ name }) => name.trim() !== ''}
      begin={(drafts): StrategyDraft => ({ id: nextId(drafts), name: '', strategy: 'fastest' })}
    >
      {(draft, set) => (
        <select
          aria-label={t('settings.editors.strategyFor', { model: draft.name })}
          disabled={props.isFixed}
          value={draft.strategy}
          onChange={event => set({ ...draft, strategy: StrategyName.parse(event.target.value) })}
        >
          {StrategyName.options.map(name => (
            <option key={name} value={name}>
              {t(`strategy.${name}`)}
            </option>
          ))}
        </select>
      )}
    </NamedListSetting>
  )
}
