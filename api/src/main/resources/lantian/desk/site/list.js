import {html, nothing} from "lit";
import {Page} from "./page.js";
import {queryForm, readForm} from "./query.js";
import {scheduling} from "./reports.js";
import {address, go, here} from "./route.js";
import {table} from "./table.js";
import {get} from "./talk.js";
import {t} from "./words.js";

const SIZES = [20, 50, 100, 200];
const FORMATS = ["csv", "xlsx", "pdf", "zip", "geojson"];

/**
 * A list as officials know it: query form, batch bar, table with row actions, pages. What it shows is what its address says.
 * A list names its `page`, and gives its fields, columns, row actions and where its rows come from.
 */
export class List extends Page {
  static properties = {chosen: {state: true}, at: {state: true}};

  /** Query fields, see query.js. */
  fields() {
    return [];
  }

  /** What may be done with a row: name, and an address or what it runs. */
  actions() {
    return [];
  }

  /** What may be done with the chosen rows: name and what it runs. */
  batch() {
    return [];
  }

  /** Buttons of the whole list. */
  tools() {
    return nothing;
  }

  /** Something between the form and the table. */
  above() {
    return nothing;
  }

  /** The name of a row for who can't see the table. */
  named(row) {
    return row.id;
  }

  /** Addresses of files with the whole list: name and address. */
  exports() {
    return [];
  }

  /** The whole list in every format there is, or in these. */
  files(path, formats = FORMATS) {
    return formats.map((format) => {
      const query = new URLSearchParams({format});
      Object.entries(this.parameters()).forEach(([name, value]) => value && query.set(name, value));
      return [t(`list.${format}`), `${path}?${query}`];
    });
  }

  /** Begins a long export, which becomes a job; a short one the browser fetches by itself. */
  begin(event) {
    const count = this.found?.count ?? 0;
    if (count <= this.me.directRows) {
      return;
    }
    event.preventDefault();
    const address = event.currentTarget.getAttribute("href");
    this.attempt(async () => {
      await get(address, {});
      this.tell(t("job.begun"), true);
    });
  }

  /** Parameters of the interface for what the address says. */
  parameters() {
    return readForm(this.fields(), this.query);
  }

  start() {
    this.cursors = [null];
    this.chosen = new Set();
    this.at = 0;
    return this.load();
  }

  get size() {
    return Number(this.query.get("size") ?? 50);
  }

  async read(signal) {
    const cursor = this.cursors.at(-1);
    const answer = await this.rows({...this.parameters(), limit: this.size, cursor}, signal);
    this.at = 0;
    this.chosen = new Set();
    return answer;
  }

  turn(forward) {
    if (forward && this.found?.next) {
      this.cursors.push(this.found.next);
      this.load();
    } else if (!forward && this.cursors.length > 1) {
      this.cursors.pop();
      this.load();
    }
  }

  ask(query) {
    const size = this.query.get("size");
    const place = address(here().page, here().id, {...query, size});
    if (place === location.hash) {
      this.start();
    } else {
      location.hash = place;
    }
  }

  resize(event) {
    const query = new URLSearchParams(this.query);
    query.set("size", event.target.value);
    go(here().page, here().id, query);
  }

  render() {
    return html`
      <h1>${this.title()}</h1>
      ${this.fields().length > 0 ? queryForm(this) : nothing}
      ${this.above()}
      ${this.bar()}
      ${table(this)}
      ${this.pages()}`;
  }

  title() {
    return t(`page.${here().page}`);
  }

  bar() {
    const rows = this.found?.rows ?? [];
    const chosen = rows.filter((row) => this.chosen.has(row));
    return html`<div class="bar tools">
      <span id="count" aria-live="polite">${this.counted()}</span>
      ${chosen.length > 0 ? html`<strong>${t("list.chosen", chosen.length)}</strong>` : nothing}
      ${this.batch().map(([name, run]) => html`<button type="button" class="quiet" ?disabled=${chosen.length === 0}
        @click=${() => this.attempt(() => run(chosen))}>${name}</button>`)}
      <span class="grow"></span>
      ${this.tools()}
      <button type="button" class="quiet" @click=${() => this.print()}>${t(chosen.length > 0 ? "list.printChosen" : "list.print")}</button>
      ${this.exports().map(([name, href]) => html`<a class="button" href=${href} download @click=${this.begin}>${name}</a>`)}
      ${scheduling(this)}
    </div>`;
  }

  counted() {
    const found = this.found;
    if (!found) {
      return "";
    }
    if (found.count === undefined) {
      return t("list.here", found.rows.length);
    }
    const count = new Intl.NumberFormat().format(found.count);
    return t("list.count", found.more ? t("app.more", count) : count);
  }

  /** Prints the list, or of it the chosen rows. */
  print() {
    this.classList.toggle("some", this.chosen.size > 0);
    window.print();
  }

  pages() {
    if (!this.found || (this.found.rows.length === 0 && this.cursors.length === 1)) {
      return nothing;
    }
    return html`<div class="bar pages">
      <button type="button" class="quiet" ?disabled=${this.cursors.length === 1} @click=${() => this.turn(false)}>${t("list.previous")}</button>
      <span>${t("list.page", this.cursors.length)}</span>
      <button type="button" class="quiet" id="next" ?disabled=${!this.found.next} @click=${() => this.turn(true)}>${t("list.next")}</button>
      <label class="inline">${t("list.size")}<select @change=${this.resize}>
        ${SIZES.map((size) => html`<option value=${size} ?selected=${size === this.size}>${size}</option>`)}
      </select></label>
      <span class="small hint">${t("app.keys")}</span>
    </div>`;
  }
}
