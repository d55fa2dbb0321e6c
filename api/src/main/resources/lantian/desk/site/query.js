import {html, noChange} from "lit";
import {live} from "lit-html/directives/live.js";
import {fromField} from "./figures.js";
import {post} from "./talk.js";
import {choices, t} from "./words.js";

/*
 * A field of a query form: its name (in the address and, with `send` false, not in the interface), its label, and a kind:
 * text, choice (with `choices`), flag (yes, no, all), time, subject (a plate or VIN, which never gets into an address) or
 * personal (how plates are shown).
 */
const FLAGS = () => [["", t("list.all")], ["true", t("list.yes")], ["false", t("list.no")]];

export const TIMES = () => [
  {name: "from", label: t("field.from"), kind: "time"},
  {name: "to", label: t("field.to"), kind: "time"},
];

export const SUBJECT = () => ({name: "filter", label: t("field.subject"), kind: "subject"});

/** How plates are shown, for a reader who may see them whole there. */
export const PERSONAL = (me, whole = ["ECOLOGY", "POLICE"]) =>
  whole.includes(me.part) ? [{name: "purpose", label: t("field.personal"), kind: "personal"}] : [];

/** A field as the address has it; what is being typed stays when only the rows are new (`fresh` false). */
function control(field, query, fresh) {
  const value = query.get(field.name) ?? "";
  const held = fresh ? live(value) : noChange;
  const select = (pairs) =>
    html`<select name=${field.name} .value=${held}>
      ${pairs.map(([code, name]) => html`<option value=${code} ?selected=${code === value}>${name}</option>`)}
    </select>`;
  switch (field.kind) {
    case "choice":
      return select([["", t("list.all")], ...field.choices]);
    case "words":
      return select(field.choices);
    case "flag":
      return select(field.choices ?? FLAGS());
    case "personal":
      return select(choices("purpose"));
    case "time":
      return html`<input type="datetime-local" name=${field.name} .value=${held}>`;
    case "subject":
      // An opaque word stands in the address, and nothing can be read out of it: the field only says that it is there.
      return html`<input name=${field.name} maxlength="17" autocomplete="off" placeholder=${t(value ? "subject.kept" : "subject.hint")}>`;
    default:
      return html`<input name=${field.name} maxlength=${field.max ?? 60} .value=${held} autocomplete="off">`;
  }
}

/** The form above a list. */
export function queryForm(list) {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    await list.attempt(async () => list.ask(await typed(form, list.fields(), list.query)));
  };
  const reset = (event) => {
    event.preventDefault();
    event.target.querySelectorAll("input").forEach((input) => (input.value = ""));
    list.filledFrom = null;
    list.ask({});
  };
  const fresh = list.filledFrom !== list.query;
  list.filledFrom = list.query;
  return html`<form class="bar query" role="search" @submit=${submit} @reset=${reset}>
    ${list.fields().map((field) => html`<label class=${field.kind}>${field.label}${control(field, list.query, fresh)}</label>`)}
    <button>${t("list.search")}</button>
    <button type="reset" class="quiet">${t("list.reset")}</button>
  </form>`;
}

/** What the form asks for, as it stands in an address. A plate or VIN goes out in a body and comes back as an opaque word. */
async function typed(form, fields, before) {
  const values = new FormData(form);
  const asked = {};
  for (const field of fields) {
    const value = values.get(field.name).trim();
    if (field.kind === "subject") {
      asked.filter = value ? await searched(value.toUpperCase()) : before.get("filter");
    } else if (field.kind === "personal") {
      asked.purpose = value;
      asked.personal = value ? "full" : "";
    } else {
      asked[field.name] = value;
    }
  }
  return asked;
}

async function searched(subject) {
  const body = subject.length === 17 ? {vin: subject} : {plate: subject};
  return (await post("/v1/vehicles/search", body)).filter;
}

/** The interface's parameters for what an address says. */
export function readForm(fields, query) {
  const asked = {};
  for (const field of fields) {
    const value = query.get(field.name) ?? "";
    asked[field.name] = field.kind === "time" ? fromField(value) : value;
  }
  if (query.get("personal") === "full") {
    asked.personal = "full";
    asked.purpose = query.get("purpose");
  }
  return asked;
}
