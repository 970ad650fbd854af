export { formats, validators } from './generated/validators.js';
