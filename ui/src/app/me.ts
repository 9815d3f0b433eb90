import { createContext, useContext } from 'react';
import type { Membership, Session } from '../api/manage';

/** Who reads this page, and for which of their teams. */
export interface Me {
  session: Session;
  membership: Membership;
}

const MeContext = createContext<Me | null>(null);

export const MeProvider = MeContext.Provider;

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}
