import {html} from "lit";
import {moment} from "./figures.js";
import {Page} from "./page.js";
import {changePassword, passwordForm} from "./sign.js";
import {ask, get, remember} from "./talk.js";
import {t} from "./words.js";

/** The caller's own sessions and password (我的账号). */
class Account extends Page {
  async read(signal) {
    return (await get("/v1/me/sessions", {}, signal)).rows;
  }

  async end(path) {
    const {json} = await ask("DELETE", path);
    this.tell(t("user.ended", json?.count ?? 1), true);
    await this.load();
  }

  async change(form) {
    remember((await changePassword(form)).csrf);
    form.reset();
    this.tell(t("password.done"), true);
    await this.load();
  }

  render() {
    const submit = (event) => {
      event.preventDefault();
      this.attempt(() => this.change(event.target));
    };
    return html`<h1>${t("page.account")}</h1>
      <div class="bar tools"><h2>${t("account.sessions")}</h2><span class="grow"></span>
        <button type="button" class="quiet" @click=${() => this.attempt(() => this.end("/v1/me/sessions"))}>${t("account.endOthers")}</button></div>
      <div class="scroll">${this.found ? this.sessions(this.found) : this.waiting()}</div>
      ${passwordForm(this.me.name, submit)}`;
  }

  sessions(rows) {
    return html`<table><thead><tr>${["created", "seen", "expires", "address"].map((name) => html`<th scope="col">${t(`field.${name}`)}</th>`)}<th scope="col">${t("list.actions")}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr><td>${moment(row.created)}</td><td>${moment(row.seen)}</td><td>${moment(row.expires)}</td><td>${row.address}</td>
        <td class="doing">${row.current
          ? t("account.current")
          : html`<button type="button" class="link" aria-label="${t("account.end")} ${moment(row.created)}" @click=${() => this.attempt(() => this.end(`/v1/me/sessions/${row.id}`))}>${t("account.end")}</button>`}</td></tr>`)}</tbody></table>`;
  }
}

customElements.define("account-page", Account);
