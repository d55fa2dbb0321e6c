import {html} from "lit";
import {askFor} from "./ask.js";
import {moment} from "./figures.js";
import {List} from "./list.js";
import {ask, get, post} from "./talk.js";
import {choices, t, word} from "./words.js";

/** What of a form goes out: empty fields are left out. */
export const filled = (form) => Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ""));

/** Who may sign in (用户). */
class Users extends List {
  static properties = {offered: {state: true}};

  connectedCallback() {
    super.connectedCallback();
    get("/v1/sign-on").then((offer) => (this.offered = offer.offered), () => (this.offered = false));
  }

  columns() {
    return [
      {title: t("field.name"), kind: "nowrap", cell: (row) => row.name},
      {title: t("field.display"), kind: "long", cell: (row) => row.display},
      {title: t("field.role"), kind: "nowrap", cell: (row) => word("role", row.role)},
      {title: t("field.organisation"), kind: "long", cell: (row) => row.organisation ?? "—"},
      {title: t("field.county"), kind: "nowrap", cell: (row) => row.county ?? "—"},
      {title: t("field.state"), cell: (row) => html`<span class="tag ${row.disabled ? "open" : ""}">${t(row.disabled ? "user.disabled" : row.mustChangePassword ? "user.mustChange" : "user.active")}</span>`},
      ...(this.offered ? [{title: t("user.linked"), kind: "long mono", cell: (row) => row.subject ?? "—"}] : []),
      {title: t("field.created"), kind: this.offered ? "nowrap spare" : "nowrap", cell: (row) => moment(row.created)},
    ];
  }

  named(row) {
    return row.name;
  }

  rows(parameters, signal) {
    return get("/v1/users", parameters, signal);
  }

  tools() {
    return html`<button type="button" id="new-user" @click=${() => this.attempt(() => this.create())}>${t("user.new")}</button>`;
  }

  actions(row) {
    return [
      [t(row.disabled ? "user.enable" : "user.disable"), (one) => this.disable([one], !one.disabled)],
      [t("user.reset"), (one) => this.reset(one)],
      [t("user.end"), (one) => this.end(one)],
      ...(this.offered ? [[t("user.link"), (one) => this.link(one)]] : []),
    ];
  }

  batch() {
    return [[t("user.disable"), (rows) => this.disable(rows, true)]];
  }

  async create() {
    const form = await askFor({
      title: t("user.new"),
      fields: [
        {name: "name", label: t("field.name"), pattern: "[a-z0-9._\\-]{3,40}", max: 40},
        {name: "display", label: t("field.display"), max: 40},
        {name: "role", label: t("field.role"), choices: choices("role")},
        {name: "organisation", label: t("field.organisation"), required: false, max: 60},
        {name: "county", label: t("field.county"), required: false, max: 20},
      ],
    });
    if (form) {
      const made = await post("/v1/users", filled(form));
      await this.once(made);
      await this.load();
    }
  }

  once(made) {
    return askFor({title: t("user.once", made.user.name), shown: made.oneTimePassword});
  }

  sure(names, act) {
    return askFor({title: t("user.sure", names, act)});
  }

  async disable(rows, disabled) {
    const act = t(disabled ? "user.disable" : "user.enable");
    if (!(await this.sure(rows.map((row) => row.name).join("、"), act))) {
      return;
    }
    for (const row of rows) {
      const {tag} = await ask("GET", `/v1/users/${row.id}`);
      await ask("PATCH", `/v1/users/${row.id}`, {body: {disabled}, match: tag});
    }
    await this.load();
  }

  async reset(row) {
    if (await this.sure(row.name, t("user.reset"))) {
      await this.once(await post(`/v1/users/${row.id}/password`));
      await this.load();
    }
  }

  async link(row) {
    const form = await askFor({
      title: `${t("user.link")}：${row.name}`,
      note: t("user.linkNote"),
      fields: [{name: "subject", label: t("user.subject"), required: false, max: 255, value: row.subject ?? ""}],
    });
    if (form) {
      const {tag} = await ask("GET", `/v1/users/${row.id}`);
      await ask("PUT", `/v1/users/${row.id}/sign-on`, {body: {subject: form.subject.trim() || null}, match: tag});
      await this.load();
    }
  }

  async end(row) {
    if (await this.sure(row.name, t("user.end"))) {
      const {json} = await ask("DELETE", `/v1/users/${row.id}/sessions`);
      this.tell(t("user.ended", json.count), true);
    }
  }
}

customElements.define("users-page", Users);
