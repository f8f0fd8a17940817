import { useAuth } from '../../app/store-context'

/** Whether the logged-in person is a member; false without a session. */
export const useIsMember = () => useAuth(({ screen }) => screen.name === 'session' && screen.profile.role === 'member')
