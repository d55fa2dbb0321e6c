import {html, nothing} from "lit";
import {moment, number} from "./figures.js";
import {List} from "./list.js";
import {ownReports, reportTable} from "./reports.js";
import {get, post} from "./talk.js";
import {either, t, word} from "./words.js";

const OPEN = ["WAITING", "RUNNING"];
const AGAIN = 2_000;

/** Exports that take longer than a request (导出任务): one's own, or for who looks after the system that there are some. */
class Jobs extends List {
  static properties = {reports: {state: true}};

  connectedCallback() {
    super.connectedCallback();
    this.again = setInterval(() => this.found?.rows.some((row) => OPEN.includes(row.state)) && this.load(), AGAIN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.again);
  }

  async read(signal) {
    const [answer, reports] = await Promise.all([super.read(signal), this.can("listReports") ? ownReports(signal) : null]);
    this.reports = reports;
    return answer;
  }

  above() {
    return this.reports ? reportTable(this, this.reports, () => this.load()) : nothing;
  }

  columns() {
    return [
      {title: t("field.state"), kind: "nowrap", cell: (row) => html`<span class="tag ${row.state === "FAILED" ? "open" : row.state === "DONE" ? "good" : ""}">${word("jobState", row.state)}</span>`},
      {title: t("job.file"), kind: "long", cell: (row) => row.fileName ?? "—"},
      {title: t("job.maker"), kind: "nowrap", cell: (row) => row.maker},
      {title: t("job.progress"), kind: "nowrap", cell: (row) => this.progress(row)},
      {title: t("field.cause"), kind: "long", cell: (row) => (row.fault ? either(row.fault) : "—")},
      {title: t("field.from"), kind: "nowrap", cell: (row) => moment(row.created)},
      {title: t("job.until"), kind: "nowrap", cell: (row) => moment(row.until) || "—"},
    ];
  }

  progress(row) {
    const known = row.rate !== null && row.remaining !== null && row.state === "RUNNING";
    return html`<progress max=${Math.max(1, row.rows)} .value=${row.written} aria-label=${t("job.progress")}></progress>
      ${number(row.written)} / ${number(row.rows)}${known ? html`<br>${t("job.rate", number(row.rate), number(row.remaining))}` : nothing}`;
  }

  named(row) {
    return row.fileName ?? row.maker;
  }

  rows(parameters, signal) {
    return get("/v1/jobs", parameters, signal);
  }

  actions(row) {
    if (!this.can("getJobFile")) {
      return [];
    }
    if (row.state === "DONE") {
      return [[t("job.fetch"), `/v1/jobs/${row.id}/file`]];
    }
    return !row.state || OPEN.includes(row.state) ? [[t("job.cancel"), (one) => this.cancel(one)]] : [];
  }

  async cancel(row) {
    await post(`/v1/jobs/${row.id}/cancel`);
    await this.load();
  }
}

customElements.define("jobs-page", Jobs);
