import {html, nothing} from "lit";

/** How rows fall into classes: a bar for each, most first (分布). */
export function shares(title, names) {
  const counts = new Map();
  names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
  const most = Math.max(0, ...counts.values());
  return counts.size === 0
    ? nothing
    : html`<section class="shares"><h2>${title}</h2><dl>${[...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([name, count]) => html`<div><dt>${name}</dt><dd><meter min="0" max=${most} .value=${count} aria-label=${name}></meter> ${count}</dd></div>`)}
      </dl></section>`;
}
