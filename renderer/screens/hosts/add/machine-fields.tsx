import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'
import type { HostRow } from '../host-state.ts'
import { machineErrors, type SshDraft } from './ssh-draft.ts'
import { TextField } from './text-field.tsx'

interface Props {
  readonly draft: SshDraft
  readonly onChange: (draft: SshDraft) => void
  readonly isChecked: boolean
  /** Those that it may be reached through. */
  readonly jumps: readonly HostRow[]
}

export function MachineFields({ draft, onChange, isChecked, jumps }: Props) {
  const { t } = useTranslation()
  const jumpId = useId()
  const errors = isChecked ? machineErrors(draft) : {}
  const put = (change: Partial<SshDraft>) => onChange({ ...draft, ...change })
  const said = (name: keyof typeof errors) => {
    const error = errors[name]
    return error ? t(`hostAdd.${error}`) : null
  }
  return (
    <div className="form-grid">
      <TextField
        label={t('hostAdd.address')}
        hint={t('hostAdd.addressHint')}
        error={said('address')}
        isMono
        isFocused
        value={draft.address}
        onChange={address => put({ address })}
      />
      <TextField
        label={t('hostAdd.port')}
        error={said('port')}
        isMono
        value={draft.port}
        onChange={port => put({ port })}
      />
      <TextField
        label={t('hostAdd.user')}
        hint={t('hostAdd.userHint')}
        error={said('user')}
        isMono
        value={draft.user}
        onChange={user => put({ user })}
      />
      <TextField
        label={t('hostAdd.name')}
        hint={t('hostAdd.nameHint')}
        value={draft.name}
        onChange={name => put({ name })}
      />
      <TextField
        label={t('hostAdd.region')}
        hint={t('hostAdd.regionHint')}
        value={draft.region}
        onChange={region => put({ region })}
      />
      <TextField
        label={t('hostAdd.cost')}
        error={said('cost')}
        value={draft.cost}
        onChange={cost => put({ cost })}
      />
      {jumps.length > 0 && (
        <Field id={jumpId} label={t('hostAdd.jump')}>
          <select
            id={jumpId}
            value={draft.jump}
            onChange={event => put({ jump: event.target.value })}
          >
            <option value="">{t('hostAdd.noJump')}</option>
            {jumps.map(({ host }) => (
              <option key={host.id} value={host.id}>
                {host.name}
              </option>
            ))}
          </select>
        </Field>
      )}
    </div>
  )
}
