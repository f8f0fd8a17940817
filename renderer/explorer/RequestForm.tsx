import { useId, useRef, useState } from 'react'
import { Button } from '../ui/Button'
import inputStyles from '../forms/Input.module.css'
import { invalidFields, type ExplorerCall } from './calls'
import styles from './Explorer.module.css'
import { fromForm, fromJson, type Draft, type Problem } from './input'
import { InputField } from './InputField'
import { useWords } from './words'

type RequestFormProps = { call: ExplorerCall; running: boolean; onRun: (input: unknown) => void }

/** Edits the input of a call, as a form with its fields or as JSON that is sent unchanged. */
export function RequestForm({ call, running, onRun }: RequestFormProps) {
  const words = useWords()
  const heading = useId()
  const bodyId = useId()
  const form = useRef<HTMLFormElement>(null)
  const [mode, setMode] = useState<'form' | 'json'>('form')
  const [draft, setDraft] = useState<Draft>({})
  const [json, setJson] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)

  const run = () => {
    if (running) return
    const built = mode === 'json' ? fromJson(json) : fromForm(call, draft)
    const nextProblem = built.ok ? (mode === 'form' ? firstInvalidField(call, built.input) : null) : built.problem
    setProblem(nextProblem)
    if (nextProblem) form.current?.querySelector<HTMLElement>(`[name="${nextProblem.field}"]`)?.focus()
    else if (built.ok) onRun(built.input)
  }
  const message = problem && textOf(problem, words)

  return (
    <section aria-labelledby={heading} className={styles['panel']}>
      <h3 id={heading}>{words('api.req')}</h3>
      <form
        ref={form}
        className={styles['form']}
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
        onKeyDown={(event) => {
          if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
            event.preventDefault()
            run()
          }
        }}
      >
        {call.fields && (
          <fieldset className={styles['modes']}>
            <legend className="visually-hidden">{words('api.req')}</legend>
            {(['form', 'json'] as const).map((option) => (
              <label key={option}>
                <input type="radio" name="mode" checked={mode === option} onChange={() => setMode(option)} />{' '}
                {words(option === 'form' ? 'api.form' : 'api.json')}
              </label>
            ))}
          </fieldset>
        )}
        {!call.fields && <p className={styles['muted']}>{words('api.none.input')}</p>}
        {mode === 'form' &&
          call.fields?.map((field) => (
            <InputField
              key={field.name}
              field={field}
              value={draft[field.name] ?? ''}
              error={problem?.field === field.name ? message : null}
              onChange={(value) => setDraft((previous) => ({ ...previous, [field.name]: value }))}
            />
          ))}
        {mode === 'json' && (
          <div className={styles['field']}>
            <label htmlFor={bodyId} className={styles['label']}>
              {words('api.body')}
            </label>
            <textarea
              id={bodyId}
              name="body"
              rows={6}
              spellCheck={false}
              className={[inputStyles['input'], inputStyles['mono']].join(' ')}
              value={json}
              aria-invalid={message !== null || undefined}
              aria-describedby={message === null ? undefined : `${bodyId}-error`}
              onChange={(event) => setJson(event.target.value)}
            />
            {message !== null && (
              <p id={`${bodyId}-error`} className={styles['error']}>
                {message}
              </p>
            )}
          </div>
        )}
        <div>
          <Button type="submit" variant="primary" busy={running}>
            {words('api.run')}
          </Button>{' '}
          <kbd>Ctrl+Enter</kbd>
        </div>
      </form>
    </section>
  )
}

function firstInvalidField(call: ExplorerCall, input: unknown): Problem | null {
  const invalid = invalidFields(call, input)
  const field = call.fields?.find(({ name }) => invalid.has(name))
  return field ? { field: field.name, problem: 'refused' } : null
}

function textOf(problem: Problem, words: ReturnType<typeof useWords>): string {
  if (problem.field === 'body' && 'line' in problem) {
    return words('api.badjson', { line: problem.line, reason: problem.reason })
  }
  return 'problem' in problem && problem.problem === 'missing'
    ? words('api.missing', { field: problem.field })
    : words('api.refused')
}
