package lantian.desk.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** File formats of tables (导出格式). */
public enum TableFormat {
  /** UTF-8 with BOM and CRLF, as Chinese Excel wants it. */
  CSV("text/csv; charset=utf-8", Integer.MAX_VALUE),
  /** Excel workbook with a cover. */
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Integer.MAX_VALUE),
  /** To print: a table over as many pages as it takes. */
  PDF("application/pdf", 20_000),
  /** The CSV with a manifest that tells its SHA-256. */
  ZIP("application/zip", Integer.MAX_VALUE),
  /** The rows that have a place, for maps. */
  GEOJSON("application/geo+json", 20_000);

  /** Rows of one export that may show pictures. */
  public static final int MOST_PICTURES = 2_000;

  private final String mediaType;
  private final int mostRows;

  TableFormat(String mediaType, int mostRows) {
    this.mediaType = mediaType;
    this.mostRows = mostRows;
  }

  /** The format of a word of the contract. */
  public static TableFormat of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Media type of the file. */
  public String mediaType() {
    return mediaType;
  }

  /** Extension with its dot. */
  public String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** Rows that it can hold. */
  public int mostRows() {
    return mostRows;
  }

  boolean places() {
    return this == GEOJSON;
  }

  boolean pictures() {
    return this == XLSX;
  }

  /** Begins a table. */
  public Table begin(OutputStream out, TableHead head) throws IOException {
    return switch (this) {
      case CSV -> new CsvTable(out, head);
      case XLSX -> new XlsxTable(out, head, XlsxTable.ROWS_OF_A_SHEET);
      case PDF -> new PdfTable(out, head);
      case ZIP -> new ZipTable(out, head);
      case GEOJSON -> new GeoJsonTable(out, head);
    };
  }
}
