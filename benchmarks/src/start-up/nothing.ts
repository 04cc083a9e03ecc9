// A program that does nothing: what Node itself takes to start a module and to end.
export {};
