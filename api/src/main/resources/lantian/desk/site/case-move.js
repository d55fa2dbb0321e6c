import {askFor} from "./ask.js";
import {moveName, needed, REASON} from "./case-table.js";
import {ask, Problem} from "./talk.js";
import {t} from "./words.js";

/**
 * Asks for what a move needs and makes it. Gives the case after it, or null if the dialog was closed. If somebody was quicker or the
 * move is not legal any more, the error says so and names what may be done now.
 */
export async function move(table, subject, id, needs, reason) {
  const name = moveName(table, id);
  const form = await askFor({title: name, fields: [...needed(table, needs), REASON(reason)], confirm: name});
  return form ? send(table, subject, id, form) : null;
}

/** Makes a move whose reason and data are known. */
export async function send(table, subject, id, {reason, ...data}) {
  try {
    const path = `/v1/cases/${subject.id}/transitions`;
    return (await ask("POST", path, {body: {move: id, reason, data}, match: `"${subject.version}"`})).json;
  } catch (error) {
    throw explained(table, error);
  }
}

function explained(table, error) {
  if (!(error instanceof Problem) || ![409, 412].includes(error.status)) {
    return error;
  }
  const now = error.allowed.map((id) => moveName(table, id)).join("、");
  return new Error(`${error.message}　${t("case.allowed", now || t("case.nothing"))}`);
}
