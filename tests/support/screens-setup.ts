import { configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { fillJsdomGaps } from './jsdom-gaps'
import { closeWindows } from './open-window'

// Vitest captures 100 stack frames for each error, and React's development mode creates an error
// for each element. Ten frames make the tests faster.
Error.stackTraceLimit = 10

// On a busy machine, loading zxcvbn's word lists takes longer than the default second.
// A search by text skips the live regions: they repeat what the page shows, a moment later. Tests
// of what is announced ask for the role.
configure({ asyncUtilTimeout: 15_000, defaultIgnore: 'script, style, #live-polite, #live-assertive' })

fillJsdomGaps()
afterEach(closeWindows)
