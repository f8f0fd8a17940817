import { createContext, useContext } from 'react'
import type { FormView } from './use-form'

const FormContext = createContext<FormView | null>(null)

export const FormProvider = FormContext.Provider

/** The enclosing form of a field or button; null if there is none. */
export const useFormView = () => useContext(FormContext)
