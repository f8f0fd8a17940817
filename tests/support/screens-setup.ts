import { configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { fillJsdomGaps } from './jsdom-gaps'
import { closeWindows } from './open-window'

// Vitest takes the stack of 100 frames for each error, and React's development mode makes an error for each element.
Error.stackTraceLimit = 10

// A loaded machine reads zxcvbn's word lists in more than the usual second.
configure({ asyncUtilTimeout: 15_000 })

fillJsdomGaps()
afterEach(closeWindows)
