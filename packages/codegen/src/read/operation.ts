import { isObject, type JsonObject, listOf, objectOf, stringsOf, textOf } from '../json.ts';
import type { Answer, Header, MediaType, Operation, Parameter, Security } from './model.ts';
import { follow, operationPlace, type Reader, schemaName } from './reader.ts';

/** Reads one operation; what is missing goes into the reader's faults. */
export function readOperation(reader: Reader, path: string, method: string): Operation {
  const item = objectOf(objectOf(reader.document.paths)[path]);
  const source = objectOf(item[method]);
  const place = operationPlace(reader, path, method);
  const parameters = [...listOf(item.parameters), ...listOf(source.parameters)].map((parameter) =>
    readParameter(follow(reader.document, parameter)),
  );
  const at = { reader, place, source };
  const request = readRequest(reader, source, place);
  return {
    id: required(at, 'operationId'),
    method,
    path,
    profile: textOf(source['x-orf-profile'], reader.profile) || required(at, 'x-orf-profile'),
    summary: textOf(source.summary),
    security: readSecurity(reader, source, place),
    idempotent: parameters.some(
      (parameter) => parameter.in === 'header' && parameter.name === 'Idempotency-Key',
    ),
    parameters,
    ...(request === undefined ? {} : { request }),
    answers: readAnswers(reader, source, place),
    problems: stringsOf(source['x-orf-problems']),
    place,
  };
}

interface Place {
  readonly reader: Reader;
  readonly place: string;
  readonly source: JsonObject;
}

function required({ reader, place, source }: Place, member: string): string {
  const value = textOf(source[member]);
  if (value === '') reader.faults.push({ place, message: `has no \`${member}\`` });
  return value;
}

function readParameter(source: JsonObject): Parameter {
  const location = textOf(source.in);
  return {
    in: location === 'path' || location === 'header' ? location : 'query',
    name: textOf(source.name),
    required: source.required === true,
    explode: location === 'query' && source.explode !== false,
    schema: objectOf(source.schema),
  };
}

function readSecurity(reader: Reader, source: JsonObject, place: string): Security {
  if (!Array.isArray(source.security)) {
    reader.faults.push({ place, message: 'has no `security`; a public operation says `security: []`' });
  }
  const requirements = listOf(source.security).map(objectOf);
  const [requirement] = requirements;
  if (requirement === undefined) return { kind: 'public', scopes: [] };
  const [kind = '', ...others] = Object.keys(requirement);
  if (requirements.length > 1 || others.length > 0) {
    reader.faults.push({ place, message: 'must name exactly one security scheme' });
  }
  const schemes = objectOf(objectOf(reader.document.components).securitySchemes);
  const header = schemeHeader(objectOf(schemes[kind]));
  if (header === undefined) {
    reader.faults.push({
      place,
      message: `security scheme \`${kind}\` must be declared as http bearer or as an apiKey in a header`,
    });
  }
  return { kind, scopes: stringsOf(requirement[kind]), ...(header ? { header } : {}) };
}

/** The header of an apiKey scheme, '' for a bearer token, undefined for what the runtime cannot check. */
function schemeHeader(scheme: JsonObject): string | undefined {
  if (scheme.type === 'http' && textOf(scheme.scheme).toLowerCase() === 'bearer') return '';
  return scheme.type === 'apiKey' && scheme.in === 'header' ? textOf(scheme.name) : undefined;
}

function readRequest(reader: Reader, source: JsonObject, place: string): Operation['request'] {
  if (!isObject(source.requestBody)) return undefined;
  const body = follow(reader.document, source.requestBody);
  return { required: body.required === true, media: readMedia(reader, body, `${place}/requestBody`) };
}

function readAnswers(reader: Reader, source: JsonObject, place: string): Answer[] {
  return Object.entries(objectOf(source.responses)).map(([status, value]) => {
    const here = `${place}/responses/${status}`;
    if (!/^[1-5]\d\d$/.test(status))
      reader.faults.push({ place: here, message: 'must be one status, no range and no default' });
    const response = follow(reader.document, value);
    const headers = Object.entries(objectOf(response.headers)).map(([name, header]) =>
      readHeader(reader, name, header),
    );
    return { status: Number(status), media: readMedia(reader, response, here), headers };
  });
}

function readHeader(reader: Reader, name: string, value: JsonObject[string]): Header {
  const header = follow(reader.document, value);
  return { name, required: header.required === true, schema: objectOf(header.schema) };
}

function readMedia(reader: Reader, holder: JsonObject, place: string): MediaType[] {
  return Object.entries(objectOf(holder.content)).map(([mediaType, value]) => {
    if (!/^application\/(.*\+)?json$/.test(mediaType)) return { mediaType };
    const schema = schemaName(objectOf(objectOf(value).schema));
    if (schema === undefined) {
      reader.faults.push({ place: `${place}/content/${mediaType}`, message: 'must refer to a named schema' });
      return { mediaType };
    }
    return { mediaType, schema };
  });
}
