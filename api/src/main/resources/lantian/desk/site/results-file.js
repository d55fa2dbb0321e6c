import {choices, t} from "./words.js";

/** UTF-8 if it is that, else what office programs here write. */
function text(bytes) {
  try {
    return new TextDecoder("utf-8", {fatal: true}).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Cells of a text with commas or tabs; quoted ones may hold either, and line breaks. */
function cells(whole) {
  const comma = whole.split("\n", 1)[0].includes("\t") ? "\t" : ",";
  const lines = [[""]];
  let quoted = false;
  for (let at = 0; at < whole.length; at++) {
    const letter = whole[at];
    const line = lines.at(-1);
    if (letter === '"' && quoted && whole[at + 1] === '"') {
      line[line.length - 1] += letter;
      at++;
    } else if (letter === '"') {
      quoted = !quoted;
    } else if (letter === comma && !quoted) {
      line.push("");
    } else if (letter === "\n" && !quoted) {
      lines.push([""]);
    } else if (letter !== "\r" || quoted) {
      line[line.length - 1] += letter;
    }
  }
  return lines.filter((line) => line.some((cell) => cell.trim()));
}

/** The results in a department's own file: its columns are known by their names, in any order, others are left alone. */
export function resultsOf(bytes) {
  const [head, ...lines] = cells(text(bytes));
  const names = new Map(choices("column").flatMap(([field, words]) => words.split("/").map((word) => [word, field])));
  const columns = (head ?? []).map((title) => names.get(title.trim()) ?? null);
  if (!columns.includes("result") || lines.length === 0) {
    throw new Error(t("handover.badFile", choices("column").map(([, words]) => words.split("/")[0]).join("、")));
  }
  return lines.map((line) => {
    const row = {};
    columns.forEach((field, at) => {
      const value = (line[at] ?? "").trim();
      if (field && value) {
        row[field] = field === "row" ? Number(value) : value;
      }
    });
    return {result: "", ...row};
  });
}
