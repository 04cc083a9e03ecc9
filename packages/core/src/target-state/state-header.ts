/** The flags of a stored target state; above them stands how many states it may be in. */
export const MAY_BE_MISSING = 1;
export const UNDECLARED = 2;
export const CONTAINER = 4;
/** The key begins as that of the state before: how far stands in its place, and then the rest. */
export const SHARES_KEY = 8;
/** The number of possible states is multiplied by this. */
export const POSSIBLE = 16;
