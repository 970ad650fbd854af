/** What moves the sliders' figures. It reads the page's own data and nothing else. */
export const script = `
const data = JSON.parse(document.getElementById('what-if-data').textContent);
const inputs = data.axes.map((_, i) => document.getElementById('axis-' + i));
const digits = new Intl.NumberFormat('en-GB', { style: 'currency', currency: data.currency }).resolvedOptions().maximumFractionDigits;
const whole = (value) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 }).format(value);
const money = (value) => {
  const amount = value / 10 ** digits;
  const fraction = Math.abs(amount) < 10000 ? digits : 0;
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency: data.currency, minimumFractionDigits: fraction, maximumFractionDigits: fraction }).format(amount);
};
const days = (value) => value === null ? 'never' : value < 2 ? whole(value * 24) + ' hours'
  : new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(value) + ' days';
const cellAt = (stand) => data.cells[data.lengths.reduce((at, length, i) => at * length + stand[i], 0)];
const figures = [['matched', 1, whole], ['forwarded', 2, whole], ['saved', 3, money], ['wait', 4, days]];
function show() {
  const stand = inputs.map((input) => Number(input.value));
  inputs.forEach((input, i) => {
    const text = data.axes[i][stand[i]];
    document.getElementById('shown-' + i).textContent = text;
    input.setAttribute('aria-valuetext', text);
  });
  const cell = cellAt(stand);
  const base = cellAt(data.base);
  const moved = stand.some((stop, i) => stop !== data.base[i]);
  for (const [id, at, words] of figures) {
    document.getElementById(id).textContent = words(cell[at]);
    document.getElementById(id + '-base').textContent = moved ? 'policy A: ' + words(base[at]) : '';
  }
}
const form = document.getElementById('sliders');
form.addEventListener('input', show);
form.addEventListener('reset', () => setTimeout(show));
form.addEventListener('submit', (event) => event.preventDefault());
show();
`;
