import {html} from "lit";
import {askFor} from "./ask.js";
import {REASON} from "./case-table.js";
import {moment, plate} from "./figures.js";
import {ask, get} from "./talk.js";
import {choices, codeOf, t, word} from "./words.js";

/** The correction of the plate that stands. */
export function standing(one) {
  const last = one.corrections.at(-1);
  return last?.takenBack === null ? last : null;
}

/** The plate as read and as corrected (更正号牌), with who did so, when and why; nothing where nobody has. */
export function corrected(one) {
  const last = one.corrections.at(-1);
  if (!last) {
    return [];
  }
  const event = one.events.find(({seq}) => seq === (last.takenBack ?? last.event));
  const by = html`<span class="small">${event ? `${moment(event.at)} ${event.actor.name}：${event.reason}` : ""}</span>`;
  const read = last.read ? plate(last.read) : t("subject.unfiled");
  return [
    [t("plate.read"), `${read}（${word("plateSource", last.source)}）`],
    [t(last.takenBack === null ? "plate.corrected" : "plate.takenBack"), html`${plate(last.corrected)} ${by}`],
  ];
}

/** The case unmasked, for who says what for; null if he closed the dialog. */
async function whole(one) {
  if (!one.vehicle.masked) {
    return one;
  }
  const fields = [{name: "purpose", label: t("evidence.purpose"), choices: choices("purpose").filter(([code]) => code)}];
  const given = await askFor({title: t("plate.correct"), fields, note: t("plate.purposeNote")});
  return given && get(`/v1/cases/${one.id}`, {personal: "full", purpose: given.purpose});
}

const send = async (one, body) => (await ask("POST", `/v1/cases/${one.id}/plate`, {body, match: `"${one.version}"`})).json;

/** Asks for the plate that was seen and sends it; null if a dialog was closed. */
export async function correct(one) {
  const full = await whole(one);
  if (!full) {
    return null;
  }
  const now = standing(full)?.corrected ?? {plate: full.vehicle.plate, colour: codeOf("plateColour", full.vehicle.plateColour)};
  const fields = [
    {name: "plate", label: t("row.plate"), max: 12, value: now.plate ?? ""},
    {name: "plateColour", label: t("row.colour"), choices: choices("plateColour"), value: now.colour},
    REASON(),
  ];
  const form = await askFor({title: t("plate.correct"), fields, confirm: t("plate.correct"), note: t("plate.note")});
  return form && send(one, {...form, plate: form.plate.trim().toUpperCase()});
}

/** Asks why and takes the correction back; null if the dialog was closed. */
export async function takeBack(one) {
  const form = await askFor({title: t("plate.takeBack"), fields: [REASON()], confirm: t("plate.takeBack")});
  return form && send(one, {...form, original: true});
}
