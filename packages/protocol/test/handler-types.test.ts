import { describe, expect, it } from 'vitest';
import type {
  CoreHandlers,
  CreateReturnResponse,
  GetLabelDocumentResponse,
} from '../../codegen/test/golden/operations.ts';
import { aReturn, type SmallContext, smallHandlers } from './small-contract.ts';

// The compiler is the judge here: a line that it should refuse and does not is an error of its own.
describe('types of handlers', () => {
  it('make a missing handler an error', () => {
    const { getReturn: _left, ...rest } = smallHandlers;
    // @ts-expect-error getReturn is missing
    const table: CoreHandlers<SmallContext> = rest;
    expect(table).not.toHaveProperty('getReturn');
  });

  it('make an undeclared status, a missing header and a wrong body errors', () => {
    const headers = { Location: '/v1/returns/1' };
    const answers: CreateReturnResponse[] = [
      { status: 201, body: aReturn, headers },
      // @ts-expect-error 200 is not declared
      { status: 200, body: aReturn, headers },
      // @ts-expect-error Location is missing
      { status: 201, body: aReturn },
      // @ts-expect-error a return has more members than this
      { status: 201, body: { id: 'ret_1' }, headers },
    ];
    const document: GetLabelDocumentResponse = {
      status: 200,
      // @ts-expect-error text/html is not declared
      mediaType: 'text/html',
      body: new Uint8Array(),
    };
    expect([answers.length, document.status]).toEqual([4, 200]);
  });
});
