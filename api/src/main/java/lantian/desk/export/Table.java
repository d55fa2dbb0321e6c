package lantian.desk.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that is written row by row while it goes out (导出表格). */
public interface Table extends Closeable {
  /** Writes a row of texts and numbers; null leaves a cell empty. */
  void row(@Nullable Object[] cells) throws IOException;

  /** Says what the table is, label and text per line, where the format has a place for it. */
  void note(String title, List<List<String>> lines) throws IOException;

  /** Ends the table; the stream below stays open. */
  @Override
  void close() throws IOException;
}
