import {number} from "./figures.js";
import {language, word} from "./words.js";

const FONT = '11px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif';
const GRID = {stroke: "#e4e9ee", width: 1};

/** Times on the axis in Beijing time, each as short as its step allows. */
function times(plot, splits, axis, space, step) {
  let day = "";
  return splits.map((second) => {
    const text = new Date((second + 8 * 3600) * 1000).toISOString();
    const date = text.slice(5, 10);
    const clock = step >= 86_400 ? "" : text.slice(11, step < 60 ? 19 : 16);
    const shown = date === day || !clock ? clock || date : `${clock}\n${date}`;
    day = date;
    return shown;
  });
}

/** Shades the times of findings, under the curves. */
function shading(marks) {
  return (plot) => {
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.fillStyle = "rgba(230, 120, 40, 0.20)";
    for (const mark of marks) {
      const from = plot.valToPos(Date.parse(mark.start) / 1000, "x", true);
      const to = plot.valToPos(Date.parse(mark.end ?? mark.last ?? mark.start) / 1000, "x", true);
      const left = Math.max(bbox.left, from);
      const width = Math.min(bbox.left + bbox.width, Math.max(to, from + 2)) - left;
      if (width > 0) {
        ctx.fillRect(left, bbox.top, width, bbox.height);
      }
    }
    ctx.restore();
  };
}

/** Draws limits over the curves. */
function limiting(limits) {
  return (plot) => {
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.strokeStyle = "#7a0f0f";
    ctx.lineWidth = 1.5;
    ctx.setLineDash([6, 4]);
    for (const limit of limits) {
      const y = plot.valToPos(limit, "y", true);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    ctx.restore();
  };
}

/** Draws one picture: each value is a line of its greatest and a band down to its least. */
export function panel(Plot, place, {name, height, lines, columns, found, span, marks, zoom}) {
  const data = [found.seconds];
  const series = [{label: language === "en" ? "Time" : "时间", value: (plot, second) => clock(second)}];
  const bands = [];
  for (const [field, colour] of lines) {
    const column = columns.get(field);
    const value = (plot, shown) => (shown === null || shown === undefined ? "—" : number(shown));
    data.push(column.max, column.min);
    bands.push({series: [series.length, series.length + 1], fill: `${colour}22`});
    series.push({label: word("value", field), stroke: colour, width: 1.25, value});
    series.push({show: true, stroke: `${colour}55`, width: 0.5, label: "", value, class: "least"});
  }
  const limits = name === "nox" ? [...new Set(marks.filter((mark) => mark.unit === "ppm").map((mark) => mark.limit))] : [];
  const axis = {font: FONT, stroke: "#4f5b68", grid: GRID, ticks: GRID};
  const plot = new Plot(
    {
      width: place.clientWidth,
      height,
      series,
      bands,
      cursor: {sync: {key: "curves"}, drag: {x: true, y: false, setScale: false}, bind: {dblclick: () => () => zoom(null)}},
      scales: {
        x: {time: false, range: () => span.map((at) => at / 1000)},
        y: {range: (plot, least, greatest) => range(least, greatest, limits)},
      },
      axes: [{...axis, values: times, space: 90, incrs: [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000]}, {...axis, size: 56, space: 18}],
      legend: {live: true},
      hooks: {
        drawClear: [shading(marks)],
        draw: [limiting(limits)],
        setSelect: [(plot) => selected(plot, zoom)],
      },
    },
    data,
    place,
  );
  return plot;
}

function range(least, greatest, limits) {
  const low = Math.min(0, least ?? 0);
  const high = Math.max(greatest ?? 1, ...limits, low + 1);
  return [low, high + (high - low) * 0.08];
}

function clock(second) {
  return second === null || second === undefined ? "—" : new Date((second + 8 * 3600) * 1000).toISOString().slice(5, 19).replace("T", " ");
}

function selected(plot, zoom) {
  const {left, width} = plot.select;
  if (width > 4) {
    const [from, to] = [left, left + width].map((at) => plot.posToVal(at, "x") * 1000);
    plot.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
    zoom(from, to);
  }
}
