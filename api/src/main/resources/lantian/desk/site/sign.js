import {html, LitElement, nothing} from "lit";
import {ask, get, post, remember} from "./talk.js";
import {t} from "./words.js";

/** The form in which a password is changed. */
export function passwordForm(name, submit) {
  return html`<form class="card" id="password" @submit=${submit}>
    <input name="username" autocomplete="username" .value=${name} hidden>
    <h1>${t("password.title")}</h1>
    <p>${t("password.rule")}</p>
    <label>${t("password.old")}<input name="old" type="password" autocomplete="current-password" required maxlength="256"></label>
    <label>${t("password.new")}<input name="new" type="password" autocomplete="new-password" required minlength="12" maxlength="128"></label>
    <label>${t("password.again")}<input name="again" type="password" autocomplete="new-password" required maxlength="128"></label>
    <button>${t("password.change")}</button>
  </form>`;
}

/** Changes the password as the form has it and gives who is signed in now. */
export async function changePassword(form) {
  const typed = new FormData(form);
  if (typed.get("new") !== typed.get("again")) {
    throw new Error(t("password.differ"));
  }
  const body = {old: typed.get("old"), new: typed.get("new")};
  return (await ask("PUT", "/v1/me/password", {body})).json;
}

/** Where somebody was before leaving for the provider. */
const PLACE = "lantian.place";

/** What the provider sent the browser back with, once; its code does not stay in the address. */
let returned = null;
const query = new URLSearchParams(location.search);
if (query.has("state")) {
  returned = {state: query.get("state")};
  for (const name of ["code", "iss"]) {
    if (query.has(name)) {
      returned[name] = query.get(name);
    }
  }
  history.replaceState(null, "", `/${sessionStorage.getItem(PLACE) ?? ""}`);
  sessionStorage.removeItem(PLACE);
}

/** The way in: sign-in, then the change of a password that holds once only. */
class SignIn extends LitElement {
  static properties = {me: {attribute: false}, fault: {state: true}, busy: {state: true}, offered: {state: true}};

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.me) {
      return;
    }
    get("/v1/sign-on").then((offer) => (this.offered = offer.offered), () => (this.offered = false));
    const back = returned;
    returned = null;
    if (back) {
      this.attempt(async () => this.entered(await post("/v1/sign-on/return", back)));
    }
  }

  updated(changed) {
    if (changed.has("me")) {
      this.querySelector("input:not([hidden])")?.focus();
    }
  }

  send(event, action) {
    event.preventDefault();
    return this.attempt(async () => {
      const me = await action(event.target);
      event.target.reset();
      this.entered(me);
    });
  }

  entered(me) {
    remember(me.csrf);
    this.dispatchEvent(new CustomEvent("signed-in", {detail: me}));
  }

  /** Leaves for the provider; it sends the browser back to this page. */
  leave() {
    return this.attempt(async () => {
      const {location: there} = await post("/v1/sign-on");
      sessionStorage.setItem(PLACE, location.hash);
      location.assign(there);
    });
  }

  async attempt(action) {
    this.fault = null;
    this.busy = true;
    try {
      await action();
    } catch (error) {
      this.fault = error.message;
    } finally {
      this.busy = false;
    }
  }

  enter(form) {
    const typed = new FormData(form);
    return post("/v1/session", {name: typed.get("name"), password: typed.get("password")});
  }

  render() {
    return html`
      ${this.fault ? html`<div class="notice narrow" role="alert">${this.fault}</div>` : nothing}
      ${this.me
        ? passwordForm(this.me.name, (event) => this.send(event, changePassword))
        : html`<form class="card" id="sign-in" @submit=${(event) => this.send(event, this.enter)}>
            <h1>${t("sign.title")}</h1>
            <label>${t("sign.name")}<input name="name" autocomplete="username" required maxlength="64"></label>
            <label>${t("sign.password")}<input name="password" type="password" autocomplete="current-password" required maxlength="256"></label>
            <button ?disabled=${this.busy}>${t("sign.title")}</button>
          </form>
          ${this.offered
            ? html`<div class="below"><button id="sign-on" type="button" class="quiet" ?disabled=${this.busy} @click=${this.leave}>${t("sign.on")}</button></div>`
            : nothing}`}`;
  }
}

customElements.define("sign-in", SignIn);
