package lantian.desk.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row (行).
 *
 * @param cells numbers, texts, or null for an empty cell
 * @param spot where it was, null if nobody knows
 * @param picture a small picture of it, null if there is none
 */
public record TableRow(
    List<@Nullable Object> cells, @Nullable Spot spot, @Nullable Picture picture) {
  /**
   * A place (位置). CGCS2000, which differs from WGS-84 by centimetres.
   *
   * @param lon degrees, west negative
   * @param lat degrees, south negative
   */
  public record Spot(double lon, double lat) {
    /** Refuses what is nowhere. */
    public Spot {
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
        throw new IllegalArgumentException("no place on earth: " + lon + " " + lat);
      }
    }
  }

  /**
   * A small picture (缩略图), PNG or JPEG.
   *
   * @param bytes the file
   * @param width pixels
   * @param height pixels
   */
  public record Picture(byte[] bytes, int width, int height) {
    /** Longest side. */
    public static final int LONGEST = 320;

    /** Refuses what is no thumbnail. */
    public Picture {
      if (width < 1 || height < 1 || Math.max(width, height) > LONGEST) {
        throw new IllegalArgumentException("a thumbnail has 1 to " + LONGEST + " pixels a side");
      }
    }
  }

  /** Copies the cells. */
  public TableRow {
    cells = Collections.unmodifiableList(new ArrayList<>(cells));
  }

  /** A row that is nowhere and has no picture. */
  public static TableRow of(List<@Nullable Object> cells) {
    return new TableRow(cells, null, null);
  }
}
