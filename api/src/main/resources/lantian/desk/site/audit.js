import {html} from "lit";
import {moment} from "./figures.js";
import {List} from "./list.js";
import {TIMES} from "./query.js";
import {get, post} from "./talk.js";
import {choices, language, t, word} from "./words.js";

/** Who did what, newest first (审计). */
class Audit extends List {
  choosable = true;

  fields() {
    return [
      ...TIMES(),
      {name: "actor", label: t("field.actor"), kind: "text", max: 40},
      {name: "act", label: t("field.act"), kind: "choice", choices: choices("act")},
    ];
  }

  columns() {
    const act = (row) => (language === "en" ? word("act", row.act) : row.actZh);
    return [
      {title: t("field.time"), kind: "nowrap", cell: (row) => moment(row.at)},
      {title: t("field.actor"), kind: "nowrap", cell: (row) => row.actor},
      {title: t("field.role"), kind: "nowrap", cell: (row) => (row.role ? word("role", row.role) : "—")},
      {title: t("field.organisation"), kind: "long", cell: (row) => row.organisation ?? "—"},
      {title: t("field.act"), kind: "nowrap", cell: act},
      {title: t("field.outcome"), cell: (row) => html`<span class="tag ${["REFUSED", "FAILED"].includes(row.outcome) ? "open" : ""}">${word("outcome", row.outcome)}</span>`},
      {title: t("field.object"), kind: "long", cell: (row) => row.object},
      {title: t("field.reason"), kind: "long", cell: (row) => row.reason ?? "—"},
      {title: t("field.address"), kind: "nowrap", cell: (row) => row.address ?? "—"},
      {title: t("field.hash"), kind: "mono", cell: (row) => row.hash.slice(0, 12)},
    ];
  }

  named(row) {
    return row.id;
  }

  rows(parameters, signal) {
    return get("/v1/audit", parameters, signal);
  }

  exports() {
    return this.can("exportAudit") ? this.files("/v1/audit/export", ["csv", "xlsx", "pdf", "zip"]) : [];
  }

  tools() {
    return html`<button type="button" id="verify" class="quiet" @click=${() => this.attempt(() => this.verify())}>${t("audit.verify")}</button>`;
  }

  async verify() {
    const report = await post("/v1/audit/verification");
    const broken = report.breaks.map((one) => `${one.at} ${one.what}`).join("；");
    this.tell(
      report.intact ? t("audit.intact", report.chains, report.records) : t("audit.broken", report.breaks.length, broken),
      report.intact,
    );
  }
}

customElements.define("audit-page", Audit);
