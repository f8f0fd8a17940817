import { useId, useRef, useState } from 'react'
import { Button } from '../ui/Button'
import input from '../forms/Input.module.css'
import { refusedFields, type ExplorerCall } from './calls'
import styles from './Explorer.module.css'
import { fromForm, fromJson, type Draft, type Problem } from './input'
import { InputField } from './InputField'
import { useWords } from './words'

type RequestFormProps = { call: ExplorerCall; running: boolean; onRun: (input: unknown) => void }

/** The input, as a form that knows the fields or as JSON that is sent as it is. Always open: there is no "try it" first. */
export function RequestForm({ call, running, onRun }: RequestFormProps) {
  const words = useWords()
  const heading = useId()
  const body = useId()
  const form = useRef<HTMLFormElement>(null)
  const [mode, setMode] = useState<'form' | 'json'>('form')
  const [draft, setDraft] = useState<Draft>({})
  const [json, setJson] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)

  const run = () => {
    if (running) return
    const built = mode === 'json' ? fromJson(json) : fromForm(call, draft)
    const found = built.ok ? (mode === 'form' ? firstRefused(call, built.input) : null) : built.problem
    setProblem(found)
    if (found) form.current?.querySelector<HTMLElement>(`[name="${found.field}"]`)?.focus()
    else if (built.ok) onRun(built.input)
  }
  const said = problem && textOf(problem, words)

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
            {(['form', 'json'] as const).map((each) => (
              <label key={each}>
                <input type="radio" name="mode" checked={mode === each} onChange={() => setMode(each)} />{' '}
                {words(each === 'form' ? 'api.form' : 'api.json')}
              </label>
            ))}
          </fieldset>
        )}
        {!call.fields && <p className={styles['quiet']}>{words('api.none.input')}</p>}
        {mode === 'form' &&
          call.fields?.map((field) => (
            <InputField
              key={field.name}
              field={field}
              value={draft[field.name] ?? ''}
              error={problem?.field === field.name ? said : null}
              onType={(value) => setDraft((now) => ({ ...now, [field.name]: value }))}
            />
          ))}
        {mode === 'json' && (
          <div className={styles['field']}>
            <label htmlFor={body} className={styles['label']}>
              {words('api.body')}
            </label>
            <textarea
              id={body}
              name="body"
              rows={6}
              spellCheck={false}
              className={[input['input'], input['mono']].join(' ')}
              value={json}
              aria-invalid={said !== null || undefined}
              aria-describedby={said === null ? undefined : `${body}-error`}
              onChange={(event) => setJson(event.target.value)}
            />
            {said !== null && (
              <p id={`${body}-error`} className={styles['error']}>
                {said}
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

function firstRefused(call: ExplorerCall, given: unknown): Problem | null {
  const refused = refusedFields(call, given)
  const field = call.fields?.find(({ name }) => refused.has(name))
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
