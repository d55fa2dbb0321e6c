import {html, nothing} from "lit";
import {t} from "./words.js";

/** The table of a list: one row is the present one, and keys move it. */
export function table(list) {
  const rows = list.found?.rows ?? [];
  const columns = list.columns();
  const choosing = list.batch().length > 0 || list.choosable;
  return html`<div class="scroll" aria-busy=${list.busy ? "true" : "false"}>
    <table @keydown=${(event) => pressed(event, list)}>
      <caption class="unseen">${list.title()}</caption>
      <thead><tr>
        ${choosing ? html`<th class="pick">${all(list, rows)}</th>` : nothing}
        ${columns.map((column) => html`<th scope="col" class=${column.kind ?? ""}>${column.title}</th>`)}
        ${list.actions({}).length > 0 ? html`<th scope="col" class="doing">${t("list.actions")}</th>` : nothing}
      </tr></thead>
      <tbody>${rows.map((row, index) => line(list, row, index, columns, choosing))}</tbody>
    </table>
    ${list.found && rows.length === 0
      ? html`<div class="blank" id="empty">${t(list.fields().length > 0 ? "list.empty" : "list.none")}</div>`
      : list.waiting()}
  </div>`;
}

function all(list, rows) {
  return html`<input type="checkbox" aria-label=${t("list.chooseAll")}
    .checked=${rows.length > 0 && list.chosen.size === rows.length}
    @change=${(event) => (list.chosen = new Set(event.target.checked ? rows : []))}>`;
}

function line(list, row, index, columns, choosing) {
  return html`<tr tabindex=${index === list.at ? 0 : -1} class=${list.chosen.has(row) ? "chosen" : ""} @focus=${() => (list.at = index)}>
    ${choosing
      ? html`<td class="pick"><input type="checkbox" tabindex="-1" aria-label="${t("list.choose")} ${list.named(row)}"
          .checked=${list.chosen.has(row)} @change=${() => choose(list, row)}></td>`
      : nothing}
    ${columns.map((column) => cell(column, row))}
    ${doing(list, row)}
  </tr>`;
}

/** A cell; a long text takes two lines at most and tells the rest when pointed at. */
export function cell(column, row) {
  const shown = column.cell(row);
  const whole = column.kind === "long" && typeof shown === "string" ? shown : nothing;
  return html`<td class=${column.kind ?? ""} title=${whole}>${whole === nothing ? shown : html`<div class="clip">${shown}</div>`}</td>`;
}

function doing(list, row) {
  const actions = list.actions(row);
  return list.actions({}).length === 0
    ? nothing
    : html`<td class="doing">${actions.map(([name, action]) =>
        typeof action === "string"
          ? html`<a href=${action} aria-label="${name} ${list.named(row)}">${name}</a>`
          : html`<button type="button" class="link" aria-label="${name} ${list.named(row)}"
              @click=${() => list.attempt(() => action(row))}>${name}</button>`,
      )}</td>`;
}

function choose(list, row) {
  const chosen = new Set(list.chosen);
  if (!chosen.delete(row)) {
    chosen.add(row);
  }
  list.chosen = chosen;
}

function pressed(event, list) {
  const rows = list.found?.rows ?? [];
  if (event.target.localName !== "tr" || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const steps = {ArrowDown: 1, j: 1, ArrowUp: -1, k: -1};
  if (steps[event.key]) {
    const to = Math.min(rows.length - 1, Math.max(0, list.at + steps[event.key]));
    list.querySelectorAll("tbody tr")[to]?.focus();
  } else if (event.key === "Enter") {
    event.target.querySelector(".doing a, .doing button")?.click();
  } else if (event.key === " ") {
    choose(list, rows[list.at]);
  } else if (event.key === "n" || event.key === "p") {
    list.turn(event.key === "n");
  } else if (event.key === "/") {
    list.querySelector(".query input, .query select")?.focus();
  } else {
    return;
  }
  event.preventDefault();
}
