import {html, nothing} from "lit";
import {plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, SUBJECT, TIMES} from "./query.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {choices, t, word} from "./words.js";

const PLACES = new Intl.NumberFormat("zh-CN", {style: "percent", maximumFractionDigits: 2});
const WHOLE = new Intl.NumberFormat();

/** Shares that are shown, those of which less is better among them. */
const SHOWN = ["TRANSMISSION", "LOSS", "VALIDITY", "ACCURACY", "TIMELINESS", "OBD_DAILY", "REISSUE"];
const CLASSES = ["LOST", "INVALID", "OUTLIER", "MUTATION"];

const share = (ratio) => (ratio && ratio.denominator > 0 ? PLACES.format(ratio.numerator / ratio.denominator) : "—");
const whole = (ratio) => (ratio ? `${WHOLE.format(ratio.numerator)} / ${WHOLE.format(ratio.denominator)}` : "");
const of = (ratios, code) => ratios.find((ratio) => ratio.code === code);
const ratio = (value) => html`<span title=${whole(value)}>${share(value)}</span>`;

/** How good the data is: the fleet at a glance, then by maker, county, vehicle and so on (数据质量). */
class Quality extends List {
  get by() {
    return this.query.get("by") || "MAKER";
  }

  get ofVehicles() {
    return this.by.startsWith("VEHICLE");
  }

  fields() {
    return [
      ...TIMES(),
      {name: "by", label: t("field.by"), kind: "words", choices: choices("qualityBy")},
      ...(this.ofVehicles ? [] : [{name: "worst", label: t("field.worst"), kind: "choice", choices: choices("defectClass")}]),
      {name: "county", label: t("field.county")},
      {name: "maker", label: t("field.maker")},
      {name: "model", label: t("field.model")},
      {name: "firmware", label: t("field.firmware")},
      ...(this.ofVehicles && this.can("searchVehicles") ? [SUBJECT()] : []),
      ...(this.ofVehicles ? PERSONAL(this.me) : []),
    ];
  }

  columns() {
    const names = {
      VEHICLE: [
        {title: t("field.plate"), kind: "nowrap", cell: (row) => (row.vehicle ? plate(row.vehicle, t("subject.unfiled")) : "")},
        {title: t("field.county"), kind: "nowrap", cell: (row) => row.county ?? "—"},
        {title: t("field.maker"), kind: "nowrap spare", cell: (row) => row.maker ?? "—"},
      ],
      VEHICLE_DAY: [
        {title: t("field.day"), kind: "nowrap", cell: (row) => row.day},
        {title: t("field.plate"), kind: "nowrap", cell: (row) => (row.vehicle ? plate(row.vehicle, t("subject.unfiled")) : "")},
        {title: t("field.county"), kind: "nowrap", cell: (row) => row.county ?? "—"},
      ],
      DAY: [{title: t("field.day"), kind: "nowrap", cell: (row) => row.day}],
      COUNTY: [{title: t("field.county"), kind: "nowrap", cell: (row) => row.county ?? "—"}],
    }[this.by] ?? [
      {title: t("field.maker"), kind: "nowrap", cell: (row) => row.maker ?? "—"},
      ...(this.by === "MAKER" ? [] : [{title: t("field.model"), kind: "nowrap", cell: (row) => row.model ?? "—"}]),
      ...(this.by === "FIRMWARE" ? [{title: t("field.firmware"), kind: "nowrap", cell: (row) => row.firmware ?? "—"}] : []),
    ];
    return [
      ...names,
      ...(this.ofVehicles ? [] : [{title: t("field.vehicles"), kind: "number", cell: (row) => WHOLE.format(row.vehicles)}]),
      ...(this.by === "VEHICLE_DAY" ? [] : [{title: t("field.vehicleDays"), kind: "number", cell: (row) => WHOLE.format(row.days)}]),
      ...SHOWN.map((code) => ({title: word("indicator", code), kind: "number", cell: (row) => ratio(of(row.indicators, code))})),
      ...(this.ofVehicles ? [] : CLASSES.map((code) => ({title: word("defectClass", code), kind: "number", cell: (row) => ratio(of(row.classes, code))}))),
    ];
  }

  named(row) {
    return row.vehicle ? plate(row.vehicle, row.vehicle.vin) : (row.maker ?? row.county ?? row.day ?? "");
  }

  async rows(parameters, signal) {
    const {by, ...asked} = parameters;
    const time = {from: asked.from, to: asked.to, county: asked.county, maker: asked.maker, model: asked.model, firmware: asked.firmware};
    if (this.ofVehicles) {
      this.summary = null;
      return get("/v1/quality/vehicles", {...asked, by: this.by, worst: ""}, signal);
    }
    const [rows, summary] = await Promise.all([
      get("/v1/quality", {...time, by: this.by, worst: asked.worst}, signal),
      get("/v1/quality/summary", time, signal),
    ]);
    this.summary = summary;
    return rows;
  }

  parameters() {
    const {personal: full, purpose, ...asked} = super.parameters();
    return {...asked, ...(this.ofVehicles ? {personal: full, purpose} : {}), by: this.by};
  }

  actions(row) {
    return this.ofVehicles
      ? [
          [t("page.gaps"), address("gaps", null, {filter: row.vehicle?.id, ...personal(this.query)})],
          ...(this.can("getVehicle") ? [[t("page.vehicle"), address("vehicle", row.vehicle?.id, personal(this.query))]] : []),
        ]
      : [];
  }

  exports() {
    if (!this.can("exportQuality")) {
      return [];
    }
    return this.files(this.ofVehicles ? "/v1/quality/vehicles/export" : "/v1/quality/export", ["csv", "xlsx"]);
  }

  /** The whole filter: shares with what they are made of, quartiles of the vehicles, what is wrong most often. */
  above() {
    const found = this.summary;
    if (!found || this.ofVehicles) {
      return nothing;
    }
    const whole = [found.networking, found.online, ...SHOWN.map((code) => of(found.total.indicators, code))].filter(Boolean);
    const defects = found.total.defects.filter((defect) => defect.samples > 0).sort((a, b) => b.samples - a.samples);
    const unverified = found.limits.filter((limit) => !limit.verified).length;
    return html`
      <section class="shares"><h2>${t("quality.fleet")}</h2><dl>${whole.map((one) => this.figure(one, found.spread))}</dl>
        <p class="small">${t("quality.limits", found.limitsId, found.limits.length, unverified)}</p></section>
      ${defects.length === 0
        ? nothing
        : html`<section class="shares"><h2>${t("quality.defects")}</h2><dl>${defects.map(
            (defect) => html`<div><dt>${word("defect", defect.code)}</dt><dd>${WHOLE.format(defect.samples)}</dd></div>`,
          )}</dl></section>`}`;
  }

  figure(one, spread) {
    const quartiles = of(spread, one.code);
    const said = quartiles ? t("quality.quartiles", ...["lower", "median", "upper"].map((name) => PLACES.format(quartiles[name]))) : "";
    return html`<div title="${one.formula} ${said}"><dt>${word("indicator", one.code)}</dt>
      <dd><strong>${share(one)}</strong> <span class="small">${whole(one)}</span></dd></div>`;
  }
}

customElements.define("quality-page", Quality);
