import {html, LitElement, nothing} from "lit";
import {moment, beijing} from "./figures.js";
import {MENU, PAGES} from "./pages.js";
import {address, here} from "./route.js";
import "./sign.js";
import {ask, get, remember} from "./talk.js";
import {language, otherLanguage, t, word} from "./words.js";

/** The frame around every page: who is signed in, the menu, the page that the address names. */
class DeskApp extends LitElement {
  static properties = {
    me: {state: true},
    view: {state: true},
    place: {state: true},
    notice: {state: true},
    started: {state: true},
  };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
    window.addEventListener("hashchange", () => this.follow());
    window.addEventListener("signed-out", () => this.signedIn(null));
    window.addEventListener("beforeprint", () => this.requestUpdate());
    this.addEventListener("tell", (event) => (this.notice = event.detail.message ? event.detail : null));
    get("/v1/session").then((me) => this.signedIn(me), () => this.signedIn(null));
  }

  signedIn(me) {
    // A lead does what a reviewer does: what is made for a role asks for the part.
    this.me = me && {...me, part: me.role === "ECOLOGY_LEAD" ? "ECOLOGY" : me.role};
    this.started = true;
    this.view = null;
    remember(me?.csrf ?? null);
    if (me && !me.mustChangePassword) {
      this.follow();
    }
  }

  open(page) {
    const {needs = [], roles = [this.me.part]} = PAGES[page] ?? {roles: []};
    return roles.includes(this.me.part) && needs.every((needed) => this.me.operations.includes(needed));
  }

  /** Shows the page of the address; the same page with another filter keeps its place on the screen. */
  async follow() {
    const place = here();
    this.notice = null;
    if (!this.me || this.me.mustChangePassword) {
      return;
    }
    if (!this.open(place.page)) {
      this.place = place;
      this.view = null;
      return;
    }
    const {tag, load} = PAGES[place.page];
    await load();
    const same = this.view?.localName === tag && this.place.page === place.page;
    const view = same ? this.view : document.createElement(tag);
    Object.assign(view, {me: this.me, key: place.id, query: place.query});
    this.place = place;
    this.view = view;
    document.title = `${t(`page.${place.page}`)} · ${t("app.name")}`;
    if (!same) {
      window.scrollTo(0, 0);
    }
  }

  async signOut() {
    await ask("DELETE", "/v1/session").catch(() => null);
    this.signedIn(null);
  }

  render() {
    if (!this.started) {
      return nothing;
    }
    const inside = this.me && !this.me.mustChangePassword;
    return html`
      <a class="skip" href="#main" @click=${this.skip}>${t("app.skip")}</a>
      ${this.header()}
      <div class="frame">
        ${inside ? this.menu() : nothing}
        <main id="main" tabindex="-1">
          ${this.notice
            ? html`<div class="notice ${this.notice.good ? "good" : ""}" role=${this.notice.good ? "status" : "alert"}>${this.notice.message}</div>`
            : nothing}
          ${inside ? this.page() : this.signing()}
        </main>
      </div>`;
  }

  skip(event) {
    event.preventDefault();
    document.getElementById("main").focus();
  }

  header() {
    return html`<header>
      <a class="brand" href="#/home">${t("app.name")}</a><span class="subtitle">${t("app.subtitle")}</span>
      <span class="grow"></span>
      <button type="button" class="plain" lang=${language === "en" ? "zh-CN" : "en"} @click=${otherLanguage}>${t("app.other")}</button>
      <a href="/docs">${t("app.docs")}</a>
      ${this.me
        ? html`<a id="who" href="#/account">${this.me.name}（${word("role", this.me.role)}${this.me.county ? ` · ${this.me.county}` : ""}）</a>
            <button id="sign-out" type="button" class="plain" @click=${this.signOut}>${t("app.signOut")}</button>`
        : nothing}
    </header>`;
  }

  menu() {
    return html`<nav aria-label=${t("app.menu")}>
      ${MENU.map(([group, pages]) => {
        const open = pages.filter((page) => this.open(page));
        return open.length === 0
          ? nothing
          : html`<h2>${t(group)}</h2><ul>${open.map((page) => html`<li><a href=${address(page)}
              aria-current=${this.shown() === page ? "page" : nothing}>${t(`page.${page}`)}</a></li>`)}</ul>`;
      })}
    </nav>`;
  }

  /** The menu's page: that of a list if one of its things is open. */
  shown() {
    return PAGES[this.place?.page]?.under ?? this.place?.page;
  }

  signing() {
    return html`<sign-in .me=${this.me} @signed-in=${(event) => this.signedIn(event.detail)}></sign-in>`;
  }

  page() {
    if (!this.view) {
      return this.place && !this.open(this.place.page) ? html`<div class="blank">${t("app.noPage")}</div>` : nothing;
    }
    return html`<p class="printed">${t("app.printed", this.me.name, moment(beijing(Date.now())))}</p>${this.view}`;
  }
}

customElements.define("desk-app", DeskApp);
