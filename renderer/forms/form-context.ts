import { createContext, useContext } from 'react'
import type { FormView } from './use-form'

const FormContext = createContext<FormView | null>(null)

export const FormProvider = FormContext.Provider

/** The form around a field or a button; null outside of one. */
export const useFormView = () => useContext(FormContext)
