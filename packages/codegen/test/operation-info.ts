// The golden output looks for the runtime's types where the protocol package would have them.
export type * from '../../protocol/src/operation-info.ts';
