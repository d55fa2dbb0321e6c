package lantian.desk.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** File formats of tables (导出格式). */
public enum TableFormat {
  /** UTF-8 with BOM and CRLF, as Chinese Excel wants it. */
  CSV("text/csv; charset=utf-8", ".csv"),
  /** Excel workbook. */
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");

  private final String mediaType;
  private final String extension;

  TableFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** Media type of the file. */
  public String mediaType() {
    return mediaType;
  }

  /** Extension with its dot. */
  public String extension() {
    return extension;
  }

  /** Begins a table with its headings. */
  public Table begin(OutputStream out, String sheet, List<String> headings) throws IOException {
    return switch (this) {
      case CSV -> new CsvTable(out, headings);
      case XLSX -> new XlsxTable(out, sheet, headings);
    };
  }
}
