package lantian.obd.chunk;

import java.util.List;
import java.util.Set;
import lantian.proto.Vin;

/**
 * What is not in stored chunks yet (未落盘数据): the projector's memory, or the log behind the
 * watermark.
 */
public interface OpenChunks {
  /** Nothing is held back. */
  OpenChunks NONE =
      new OpenChunks() {
        @Override
        public List<Fragment> of(Vin vin, long from, long to) {
          return List.of();
        }

        @Override
        public Set<Vin> vins() {
          return Set.of();
        }
      };

  /**
   * Frozen fragments of a vehicle that may hold items of {@code [from, to)}, in any order. What
   * leaves memory is in the database before.
   *
   * <p>Throws a {@link com.mongodb.MongoException} if that can't be known now, rather than answer
   * with less than there is.
   *
   * @param from first epoch second
   * @param to epoch second behind the last
   */
  List<Fragment> of(Vin vin, long from, long to);

  /** Vehicles that something is held of. */
  Set<Vin> vins();
}
