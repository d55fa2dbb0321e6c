import {html, nothing} from "lit";
import {moment, number} from "./figures.js";
import {facts, Page} from "./page.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

const LIGHTS = ["ready", "databaseAnswered", "receivingReady"];

/** How the server is (运行状态), read again every ten seconds. */
class System extends Page {
  connectedCallback() {
    super.connectedCallback();
    this.again = setInterval(() => this.load(), 10_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.again);
  }

  read(signal) {
    return get("/v1/system", {}, signal);
  }

  render() {
    const found = this.found;
    return html`<div class="bar head"><h1>${t("page.system")}</h1><span class="grow"></span>
        <button type="button" class="quiet" @click=${() => this.load()}>${t("list.refresh")}</button></div>
      ${this.fault || !found ? this.waiting() : nothing}
      ${found
        ? html`<div class="tiles">${LIGHTS.map((name) => html`<div class="tile ${found[name] ? "" : "warn"}">
              <span>${t(`system.${name}`)}</span><strong>${word("light", found[name])}</strong></div>`)}
            ${["auditWaiting", "requestsUnderWay"].map((name) => html`<div class="tile"><span>${t(`system.${name}`)}</span><strong>${number(found[name])}</strong></div>`)}</div>
            ${facts([[t("system.version"), found.version], [t("system.started"), moment(found.started)]])}`
        : nothing}`;
  }
}

customElements.define("system-page", System);
