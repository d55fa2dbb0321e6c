package lantian.desk.sheet;

import java.util.List;

/**
 * What stands on the evidence sheet of a case (证据单内容), whatever kind of finding it is about.
 *
 * @param title what it is
 * @param number number of the case or list
 * @param sections its parts, in order
 * @param ticks requirements and whether they are met
 * @param seals what proves it, repeated at the foot of each page: digests, newest root
 */
public record SheetContent(
    String title, String number, List<Section> sections, List<Tick> ticks, List<String> seals) {
  /** Copies the lists. */
  public SheetContent {
    sections = List.copyOf(sections);
    ticks = List.copyOf(ticks);
    seals = List.copyOf(seals);
  }

  /**
   * A part with a heading.
   *
   * @param heading its heading
   * @param rows its lines
   */
  public record Section(String heading, List<Row> rows) {
    /** Copies the rows. */
    public Section {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A line: what, and its value.
   *
   * @param label what
   * @param value the value; broken into several lines if it is long
   */
  public record Row(String label, String value) {}

  /**
   * A requirement (GA/T 832 要素).
   *
   * @param requirement what is asked for
   * @param state whether it is met
   */
  public record Tick(String requirement, State state) {
    /** Whether it is met. */
    public enum State {
      MET("符合"),
      MISSING("缺失"),
      NOT_ASKED("不适用");

      private final String zh;

      State(String zh) {
        this.zh = zh;
      }

      String zh() {
        return zh;
      }
    }
  }
}
