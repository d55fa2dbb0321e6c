package lantian.desk.export;

import java.io.Closeable;
import java.io.IOException;

/** A table that is written row by row while it goes out (导出表格). */
public interface Table extends Closeable {
  /** Writes a row. */
  void row(TableRow row) throws IOException;

  /** Ends the table; the stream below stays open. */
  @Override
  void close() throws IOException;
}
