package lantian.deploy.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import lantian.desk.export.Table;
import lantian.desk.export.TableFormat;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableRow;
import lantian.desk.sheet.EvidenceSheet;
import lantian.desk.sheet.SheetContent;
import org.jspecify.annotations.Nullable;

/** How fast files for people are written (文件生成速度). */
public final class SheetSpeed {
  private static final int COLUMNS = 15;
  private static final int SHEETS = 40;

  private SheetSpeed() {}

  /**
   * A workbook.
   *
   * @param seconds from the first row to the last byte
   * @param peakMegabytes most heap in use at any time
   * @param heapMegabytes most heap that there may be
   * @param bytes of the file
   */
  public record Workbook(double seconds, double peakMegabytes, double heapMegabytes, long bytes) {}

  /** Writes one of so many rows, every text in it another. */
  public static Workbook workbook(int rows) throws IOException {
    Counting out = new Counting();
    TableHead head =
        new TableHead(
            "清单",
            IntStream.range(0, COLUMNS).mapToObj(i -> "栏目" + i).toList(),
            Collections.nCopies(COLUMNS, 1.0),
            List.of(),
            false,
            false);
    long begun = System.nanoTime();
    try (Table table = TableFormat.XLSX.begin(out, head)) {
      for (int row = 0; row < rows; row++) {
        table.row(TableRow.of(cells(row)));
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    double peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToDouble(usage -> usage.getUsed())
            .sum();
    double most = Runtime.getRuntime().maxMemory();
    return new Workbook(seconds, peak / (1 << 20), most / (1 << 20), out.count);
  }

  private static List<@Nullable Object> cells(int row) {
    List<@Nullable Object> cells = new ArrayList<>(COLUMNS);
    for (int column = 0; column < COLUMNS; column++) {
      cells.add(column % 3 == 0 ? row * 1.25 + column : "苏E" + row + "第" + column + "栏");
    }
    return cells;
  }

  /** Milliseconds of evidence sheets, once the code is warm. */
  static List<Double> sheets(int warmUp) throws IOException {
    SheetContent content = content();
    EvidenceSheet sheet = new EvidenceSheet(List.of());
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < warmUp + Math.min(SHEETS, warmUp); i++) {
      long begun = System.nanoTime();
      sheet.write(content, Instant.EPOCH, new Counting());
      if (i >= warmUp) {
        times.add((System.nanoTime() - begun) / 1e6);
      }
    }
    return times;
  }

  private static SheetContent content() {
    List<SheetContent.Section> sections = new ArrayList<>();
    for (String heading : List.of("车辆", "线索", "实测与限值", "法律依据", "办理过程", "证据文件")) {
      sections.add(
          new SheetContent.Section(
              heading,
              IntStream.range(0, 8)
                  .mapToObj(i ->
                      new SheetContent.Row(
                          heading + "项目" + i, "SCR下游NOx在正常工作温度下持续高于限值，实测" + (612.5 + i) + "ppm"))
                  .toList()));
    }
    List<SheetContent.Tick> ticks =
        IntStream.range(0, 6)
            .mapToObj(i -> new SheetContent.Tick("要素" + i, SheetContent.Tick.State.MET))
            .toList();
    return new SheetContent(
        "机动车排放违法证据单", "案件 0123456789abcdef", sections, ticks, List.of("SM3 " + "0f".repeat(32)));
  }

  /** Keeps nothing but the length. */
  private static final class Counting extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
