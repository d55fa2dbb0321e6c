import {html} from "lit";
import {askFor} from "./ask.js";
import {moment} from "./figures.js";
import {List} from "./list.js";
import {ask, get, post} from "./talk.js";
import {filled} from "./users.js";
import {choices, t, word} from "./words.js";

/** Roles that programs may have: administrators are persons, and no event is for them. */
export const MACHINES = ["ECOLOGY", "ECOLOGY_LEAD", "POLICE", "TRANSPORT", "STATION", "PORT", "MARITIME", "INTEGRATOR"];

const state = (row) => (row.revoked ? "revoked" : Date.parse(row.expires) < Date.now() ? "expired" : "valid");

/** Keys of programs (机器密钥). */
class Keys extends List {
  choosable = true;

  columns() {
    return [
      {title: t("field.label"), kind: "long", cell: (row) => row.label},
      {title: t("field.kind"), kind: "nowrap", cell: (row) => word("keykind", row.kind)},
      {title: t("field.role"), kind: "nowrap", cell: (row) => word("role", row.role)},
      {title: t("field.organisation"), kind: "long", cell: (row) => row.organisation},
      {title: t("field.county"), kind: "nowrap", cell: (row) => row.county ?? "—"},
      {title: t("field.state"), cell: (row) => html`<span class="tag ${state(row) === "valid" ? "good" : ""}">${t(`key.${state(row)}`)}</span>`},
      {title: t("field.created"), kind: "nowrap", cell: (row) => moment(row.created)},
      {title: t("field.expires"), kind: "nowrap", cell: (row) => moment(row.expires)},
      {title: t("field.used"), kind: "nowrap", cell: (row) => moment(row.used) || "—"},
    ];
  }

  named(row) {
    return row.label;
  }

  rows(parameters, signal) {
    return get("/v1/machine-keys", parameters, signal);
  }

  tools() {
    return html`<button type="button" id="new-key" @click=${() => this.attempt(() => this.create())}>${t("key.new")}</button>`;
  }

  actions(row) {
    const rotate = [t("key.rotate"), (one) => this.rotate(one)];
    const revoke = [t("key.revoke"), (one) => this.revoke(one)];
    return row.revoked ? [] : state(row) === "valid" ? [rotate, revoke] : [revoke];
  }

  async create() {
    const form = await askFor({
      title: t("key.new"),
      fields: [
        {name: "label", label: t("field.label"), max: 60},
        {name: "role", label: t("field.role"), choices: choices("role").filter(([code]) => MACHINES.includes(code))},
        {name: "organisation", label: t("field.organisation"), max: 60},
        {name: "county", label: t("field.county"), required: false, max: 20},
        {name: "kind", label: t("key.kind"), choices: choices("keykind")},
        {name: "days", label: t("field.days"), pattern: "[1-9][0-9]{0,2}", value: "365", max: 3},
      ],
    });
    if (form) {
      const made = await post("/v1/machine-keys", {...filled(form), days: Number(form.days)});
      await this.once(made);
    }
  }

  /** Shows what a program needs of its new key: the token, or the secret that it signs with and the key's id. */
  async once({key, token, secret}) {
    await askFor({title: t("key.once", key.label), shown: token ?? `${key.id} ${secret}`});
    await this.load();
  }

  async rotate(row) {
    const form = await askFor({
      title: t("key.rotate"),
      fields: [
        {name: "days", label: t("field.days"), pattern: "[1-9][0-9]{0,2}", value: "365", max: 3},
        {name: "overlapDays", label: t("key.overlap"), pattern: "[0-9]{1,2}", value: "7", max: 2},
      ],
    });
    if (form) {
      const days = {days: Number(form.days), overlapDays: Number(form.overlapDays)};
      await this.once(await post(`/v1/machine-keys/${row.id}/rotation`, days));
    }
  }

  async revoke(row) {
    if (await askFor({title: t("user.sure", row.label, t("key.revoke"))})) {
      await ask("DELETE", `/v1/machine-keys/${row.id}`);
      await this.load();
    }
  }
}

customElements.define("keys-page", Keys);
