import {html, LitElement, nothing} from "lit";
import {panel} from "./panel.js";
import {beijing, number} from "./figures.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

/** One picture each: its name, its values and their colours. */
const PANELS = [
  {name: "nox", height: 180, lines: [["scrUpNoxPpm", "#8a5a00"], ["scrDownNoxPpm", "#b3261e"]]},
  {name: "heat", height: 130, lines: [["scrInC", "#b3541e"], ["scrOutC", "#6b3fa0"], ["coolantC", "#1b7f79"]]},
  {name: "reagent", height: 110, lines: [["reagentPct", "#0b5cad"]]},
  {name: "speed", height: 110, lines: [["speedKmh", "#2f6b2f"]]},
  {name: "rpm", height: 110, lines: [["engineRpm", "#4a4a4a"]]},
];
const FIELDS = PANELS.flatMap((one) => one.lines.map(([name]) => name));

/**
 * Curves of a vehicle over a time (数据曲线), one under another with one pointer, least to greatest of each step as a band. The times
 * of findings are marked. Dragging asks for a shorter time, with finer steps.
 */
class CurveCharts extends LitElement {
  static properties = {
    vehicle: {attribute: false},
    from: {attribute: false},
    to: {attribute: false},
    marks: {attribute: false},
    way: {attribute: false},
    found: {state: true},
    fault: {state: true},
    span: {state: true},
  };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.clear();
  }

  willUpdate(changed) {
    if (["vehicle", "from", "to"].some((name) => changed.has(name))) {
      this.ask(this.from, this.to);
    }
  }

  async ask(from, to) {
    this.span = [from, to];
    this.fault = null;
    try {
      const found = await get(`/v1/vehicles/${this.vehicle}/telemetry`, {
        from: beijing(from), to: beijing(to), fields: FIELDS.join(","), ...this.way,
      });
      if (this.span[0] === from && this.span[1] === to) {
        this.found = found;
      }
    } catch (error) {
      this.fault = error;
      this.found = null;
    }
  }

  async updated(changed) {
    if (changed.has("found") || changed.has("marks")) {
      const {default: Plot} = await import("uplot");
      this.clear();
      if (this.found && this.isConnected) {
        this.draw(Plot);
      }
    }
  }

  draw(Plot) {
    const columns = new Map(this.found.fields.map((field) => [field.name, field]));
    this.plots = PANELS.filter((one) => this.querySelector(`#panel-${one.name}`)).map((one) => {
      const place = this.querySelector(`#panel-${one.name}`);
      return panel(Plot, place, {...one, columns, found: this.found, span: this.span, marks: this.marks ?? [], zoom: (from, to) => this.zoom(from, to)});
    });
    this.dataset.drawn = this.plots.length;
  }

  zoom(from, to) {
    if (from === null) {
      this.ask(this.from, this.to);
    } else if (to - from >= 10_000) {
      this.ask(Math.floor(from / 1000) * 1000, Math.ceil(to / 1000) * 1000);
    }
  }

  resize() {
    for (const plot of this.plots ?? []) {
      plot.setSize({width: plot.root.parentElement.clientWidth, height: plot.height});
    }
  }

  clear() {
    (this.plots ?? []).forEach((plot) => plot.destroy());
    this.plots = [];
    delete this.dataset.drawn;
  }

  render() {
    if (this.fault) {
      return html`<div class="blank fault" role="alert">${this.fault.message}</div>`;
    }
    if (!this.found) {
      return html`<div class="blank" role="status">${t("list.loading")}</div>`;
    }
    if (this.found.items === 0) {
      return html`<div class="blank">${t("chart.none")}</div>`;
    }
    const {step, items, verified, conflicts} = this.found;
    return html`
      <p class="small">${t("chart.step", step, number(items), number(verified), number(conflicts))}　${t("chart.hint")}</p>
      ${PANELS.map((one) => html`<figure><figcaption>${t(`chart.${one.name}`)}</figcaption><div id="panel-${one.name}"></div></figure>`)}
      ${this.figures()}`;
  }

  /** The same in figures: what a picture can't tell to everybody. */
  figures() {
    return html`<details><summary>${t("chart.quality")}</summary><table class="tight">
      <thead><tr><th></th><th class="number">${t("chart.least")}</th><th class="number">${t("chart.greatest")}</th>
        ${["usable", "invalid", "error", "outOfRange", "saturated"].map((name) => html`<th class="number">${t(`chart.${name}`)}</th>`)}</tr></thead>
      <tbody>${this.found.fields.map(({name, unit, min, max, quality}) => html`<tr>
        <th scope="row">${word("value", name)} <small>${unit}</small></th>
        <td class="number">${number(extreme(min, Math.min))}</td><td class="number">${number(extreme(max, Math.max))}</td>
        ${["usable", "invalid", "error", "outOfRange", "saturated"].map((key) => html`<td class="number">${quality[key] || nothing}</td>`)}
      </tr>`)}</tbody>
    </table></details>`;
  }
}

function extreme(values, of) {
  const all = values.filter((value) => value !== null);
  return all.length === 0 ? null : all.reduce((a, b) => of(a, b));
}

customElements.define("curve-charts", CurveCharts);
