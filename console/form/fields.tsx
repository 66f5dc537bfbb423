import type { ComponentChildren, TargetedEvent } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { countryCodes } from '../../shared/kernel/country-codes.ts'
import { useFormats } from '../words/formats.ts'
import { LANGUAGES, useWords } from '../words/words.tsx'
import { useForm } from './form.tsx'
import { asTaken, listOf } from './values.ts'

interface FieldProps {
  /** The JSON pointer of what it holds. */
  readonly at: string
  readonly label: string
  readonly hint?: string
}

/** What a control of a field needs: its name, and what describes it. */
const useField = ({ at, hint }: FieldProps) => {
  const { id: form, limits, messageAt, initial } = useForm()
  const id = `${form}${at.replaceAll('/', '-')}`
  const message = messageAt(at)
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(message === undefined ? [] : [`${id}-issue`]),
  ]
  const { required = false, max, min } = limits[at] ?? {}
  return {
    id,
    message,
    max,
    isRequired: required && min !== 0,
    initial: initial(at),
    control: {
      id,
      name: at,
      'aria-required': required && min !== 0,
      'aria-invalid': message !== undefined,
      ...(described.length > 0 ? { 'aria-describedby': described.join(' ') } : {}),
    },
  }
}

interface FrameProps extends FieldProps {
  readonly id: string
  readonly message: string | undefined
  readonly isRequired: boolean
  readonly children: ComponentChildren
}

interface NotesProps {
  readonly id: string
  readonly hint: string | undefined
  readonly message: string | undefined
}

const Notes = ({ id, hint, message }: NotesProps) => (
  <>
    {hint !== undefined && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {message !== undefined && (
      <p class="issue" id={`${id}-issue`}>
        {message}
      </p>
    )}
  </>
)

const Frame = ({ id, label, hint, message, isRequired, children }: FrameProps) => {
  const { t } = useWords()
  return (
    <div class={message === undefined ? 'field' : 'field invalid'}>
      <label for={id}>
        <span class="label-text">{label}</span>
        {!isRequired && <span class="optional"> {t('form.optional')}</span>}
      </label>
      <Notes id={id} hint={hint} message={message} />
      {children}
    </div>
  )
}

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel' | 'url'
  readonly autocomplete?: string
  /** Rows of a text with several lines; one line without it. */
  readonly rows?: number
  /** `lines`: a list, one a line; `number`: a whole number. */
  readonly as?: 'lines' | 'number'
  readonly onInput?: (text: string) => void
}

/** A text, a number or a list of texts; a text with several lines counts its characters. */
export const TextField = (props: TextFieldProps) => {
  const { rows, as, type = 'text', autocomplete = 'off', onInput } = props
  const { control, initial, ...frame } = useField(props)
  const { t } = useWords()
  const [written, setWritten] = useState(asTaken(initial).length)
  const { max } = frame
  const shared = {
    ...control,
    defaultValue: initial,
    autocomplete,
    spellcheck: rows !== undefined,
    ...(as === undefined ? {} : { 'data-as': as }),
    onInput: (event: TargetedEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setWritten(asTaken(event.currentTarget.value).length)
      onInput?.(event.currentTarget.value)
    },
  }
  return (
    <Frame {...props} {...frame}>
      {rows === undefined ? (
        <input {...shared} type={type} inputMode={as === 'number' ? 'numeric' : undefined} />
      ) : (
        <textarea {...shared} rows={rows} />
      )}
      {rows !== undefined && as === undefined && max !== undefined && (
        <p class={written > max ? 'issue' : 'hint'}>{t('form.written', { written, max })}</p>
      )}
    </Frame>
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
}

interface SelectFieldProps extends FieldProps {
  readonly choices: readonly Choice[]
  readonly onChoose?: (value: string) => void
}

/** One of many; nothing is chosen until the person chooses, unless it has a value already. */
export const SelectField = (props: SelectFieldProps) => {
  const { t } = useWords()
  const { control, initial, ...frame } = useField(props)
  return (
    <Frame {...props} {...frame}>
      <select {...control} onChange={(event) => props.onChoose?.(event.currentTarget.value)}>
        <option value="" selected={initial === ''}>
          {t('form.choose')}
        </option>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={initial === value}>
            {label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** One of a few, all of them seen. */
export const RadioField = (props: SelectFieldProps) => {
  const { control, initial, id, message } = useField(props)
  const { name, ...described } = control
  return (
    <fieldset
      class={message === undefined ? 'field' : 'field invalid'}
      aria-describedby={described['aria-describedby']}
    >
      <legend>{props.label}</legend>
      <Notes id={id} hint={props.hint} message={message} />
      {props.choices.map(({ value, label }) => (
        <label key={value} class="choice">
          <input
            type="radio"
            id={`${id}-${value}`}
            name={name}
            value={value}
            defaultChecked={initial === value}
            onChange={() => props.onChoose?.(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Any of a few: the list of those that are ticked. */
export const BoxesField = (props: FieldProps & { readonly choices: readonly Choice[] }) => {
  const { at, label, hint, choices } = props
  const { id, message, control } = useField(props)
  const ticked = listOf(useForm().initial(`${at}/-`))
  return (
    <fieldset
      class={message === undefined ? 'field' : 'field invalid'}
      aria-describedby={control['aria-describedby']}
    >
      <legend>{label}</legend>
      <Notes id={id} hint={hint} message={message} />
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="checkbox"
            id={`${id}-${choice.value}`}
            name={`${at}/-`}
            value={choice.value}
            defaultChecked={ticked.includes(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface CheckFieldProps extends Omit<FieldProps, 'label'> {
  readonly label: ComponentChildren
  /** What is sent when it is ticked; `true` and `false` without it. */
  readonly value?: string
  readonly onChange?: (isTicked: boolean) => void
}

/** A box to tick. */
export const CheckField = (props: CheckFieldProps) => {
  const { at, label, value, hint, onChange } = props
  const { control, initial, id, message } = useField({
    at,
    label: '',
    ...(hint === undefined ? {} : { hint }),
  })
  return (
    <div class={message === undefined ? 'field' : 'field invalid'}>
      <label class="choice" for={id}>
        <input
          {...control}
          type="checkbox"
          value={value ?? 'on'}
          defaultChecked={value === undefined ? initial !== '' : initial === value}
          {...(value === undefined ? { 'data-as': 'boolean' } : {})}
          onChange={(event) => onChange?.(event.currentTarget.checked)}
        />
        <span class="label-text">{label}</span>
      </label>
      <Notes id={id} hint={hint} message={message} />
    </div>
  )
}

/** A country, by its name in the language. */
export const CountryField = (props: FieldProps) => {
  const { country, collator } = useFormats()
  const choices = useMemo(
    () =>
      [...countryCodes]
        .map((value) => ({ value, label: country(value) }))
        .toSorted((one, other) => collator.compare(one.label, other.label)),
    [country, collator],
  )
  return <SelectField {...props} choices={choices} />
}

/** The language that mails are written in. */
export const LanguageField = (props: FieldProps) => (
  <SelectField {...props} choices={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} />
)
