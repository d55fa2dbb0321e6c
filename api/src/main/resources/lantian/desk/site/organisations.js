import {html} from "lit";
import {askFor} from "./ask.js";
import {moment} from "./figures.js";
import {List} from "./list.js";
import {ask, get, post} from "./talk.js";
import {filled} from "./users.js";
import {choices, t, word} from "./words.js";

/** Whom people, keys and receivers belong to (机构). */
class Organisations extends List {
  columns() {
    return [
      {title: t("organisation.name"), kind: "long", cell: (row) => row.name},
      {title: t("field.kind"), kind: "nowrap", cell: (row) => word("organisationKind", row.kind)},
      {title: t("field.county"), kind: "nowrap", cell: (row) => row.county ?? "—"},
      {title: t("field.state"), kind: "nowrap", cell: (row) => html`<span class="tag ${row.state === "ACTIVE" ? "good" : row.state === "UNCONFIRMED" ? "open" : ""}">${word("organisationState", row.state)}</span>`},
      {title: t("field.created"), kind: "nowrap", cell: (row) => moment(row.created)},
    ];
  }

  named(row) {
    return row.name;
  }

  async rows(parameters, signal) {
    return {rows: (await get("/v1/organisations", {}, signal)).rows, next: null};
  }

  tools() {
    return this.can("createOrganisation") ? html`<button type="button" id="new-organisation" @click=${() => this.attempt(() => this.create())}>${t("organisation.new")}</button>` : "";
  }

  actions(row) {
    if (!this.can("changeOrganisation")) {
      return [];
    }
    return [
      [t(row.state === "UNCONFIRMED" ? "organisation.confirm" : "organisation.change"), (one) => this.edit(one)],
      row.state === "CLOSED" ? [t("organisation.reopen"), (one) => this.put(one, {state: "ACTIVE"})] : [t("organisation.close"), (one) => this.close(one)],
    ];
  }

  asked(row) {
    return [
      {name: "kind", label: t("field.kind"), choices: choices("organisationKind"), value: row?.kind},
      {name: "county", label: t("field.county"), required: false, max: 20, value: row?.county ?? ""},
    ];
  }

  async create() {
    const form = await askFor({title: t("organisation.new"), fields: [{name: "name", label: t("organisation.name"), max: 60}, ...this.asked()]});
    if (form) {
      await post("/v1/organisations", filled(form));
      await this.load();
    }
  }

  async edit(row) {
    const form = await askFor({title: row.name, fields: this.asked(row)});
    if (form) {
      await this.put({...row, county: null}, {...filled(form), state: "ACTIVE"});
    }
  }

  async close(row) {
    if (await askFor({title: t("organisation.closeTitle", row.name)})) {
      await this.put(row, {state: "CLOSED"});
    }
  }

  async put(row, change) {
    const body = filled({kind: row.kind, county: row.county ?? "", ...change});
    await ask("PUT", `/v1/organisations/${row.id}`, {body, match: `"${row.version}"`});
    await this.load();
  }
}

customElements.define("organisations-page", Organisations);
