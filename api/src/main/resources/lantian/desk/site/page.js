import {html, LitElement, nothing} from "lit";
import {t} from "./words.js";

/** A page: reads what it shows whenever its address changes, and says so when it can't. */
export class Page extends LitElement {
  static properties = {
    me: {attribute: false},
    key: {attribute: false},
    query: {attribute: false},
    found: {state: true},
    fault: {state: true},
    busy: {state: true},
  };

  // One style sheet for all: what is printed and what a reader hears is one document.
  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    if (changed.has("query") || changed.has("key")) {
      this.start();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.reading?.abort();
  }

  /** Begins with a new address. */
  start() {
    return this.load();
  }

  /** Reads again; an answer that came too late is dropped. */
  async load() {
    this.reading?.abort();
    const mine = (this.reading = new AbortController());
    this.busy = true;
    this.fault = null;
    try {
      const found = await this.read(mine.signal);
      if (this.reading === mine) {
        this.found = found;
      }
    } catch (error) {
      if (this.reading === mine && error.name !== "AbortError") {
        this.fault = error;
        this.found = null;
      }
    } finally {
      if (this.reading === mine) {
        this.busy = false;
      }
    }
  }

  can(operation) {
    return this.me.operations.includes(operation);
  }

  tell(message, good = false) {
    this.dispatchEvent(new CustomEvent("tell", {detail: {message, good}, bubbles: true}));
  }

  /** Runs what a button does; whatever goes wrong is told on top. */
  async attempt(action) {
    this.tell(null);
    try {
      await action();
    } catch (error) {
      this.tell(error.message);
    }
  }

  /** Loading and failing look alike everywhere. */
  waiting() {
    if (this.fault) {
      return html`<div class="blank fault" role="alert">
        <p>${this.fault.message}</p>
        <button type="button" class="quiet" @click=${() => this.load()}>${t("list.retry")}</button>
      </div>`;
    }
    return this.found ? nothing : html`<div class="blank" role="status">${t("list.loading")}</div>`;
  }
}

/** Names and what they are, in two columns. */
export function facts(pairs) {
  return html`<dl class="facts">
    ${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value ?? "—"}</dd></div>`)}
  </dl>`;
}
