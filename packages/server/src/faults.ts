/** There is no such object for this retailer; another retailer's looks the same. */
export class NotFound extends Error {
  override readonly name = 'NotFound';

  constructor(what: string) {
    super(`there is no ${what} with this id`);
  }
}
