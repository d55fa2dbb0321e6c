import {html, LitElement, nothing} from "lit";
import {ask, post, remember} from "./talk.js";
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

/** The way in: sign-in, then the change of a password that holds once only. */
class SignIn extends LitElement {
  static properties = {me: {attribute: false}, fault: {state: true}, busy: {state: true}};

  createRenderRoot() {
    return this;
  }

  updated(changed) {
    if (changed.has("me")) {
      this.querySelector("input:not([hidden])")?.focus();
    }
  }

  async send(event, action) {
    event.preventDefault();
    this.fault = null;
    this.busy = true;
    try {
      const me = await action(event.target);
      event.target.reset();
      remember(me.csrf);
      this.dispatchEvent(new CustomEvent("signed-in", {detail: me}));
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
          </form>`}`;
  }
}

customElements.define("sign-in", SignIn);
