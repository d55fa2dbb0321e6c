package lantian.obd.store;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import lantian.obd.chunk.Chunks;
import lantian.obd.log.Tombstones;

/**
 * Throws the projections away, so that the next projector makes them again of the whole log (重建投影).
 *
 * <p>The log and the findings stay: days are judged again and findings reconciled, so that one that
 * follows again keeps its id and revision, and one that does not is withdrawn, see {@link
 * RebuildFollower}.
 *
 * <p>The watermarks go first and the chunks last: if it is killed in between, the log is replayed
 * over what is left, which loses nothing.
 */
public final class Rebuild {
  private static final String LEASE = "projector";
  private static final Duration TERM = Duration.ofMinutes(5);
  private static final Set<Store.Name> KEPT =
      EnumSet.of(Store.Name.FINDINGS, Store.Name.FORGED, Store.Name.LEASES, Store.Name.CURSORS);

  private Rebuild() {}

  /**
   * Drops the projections. The log is replayed when a server starts.
   *
   * @throws IllegalStateException if a server projects now: dropping under it would mix old and
   *     new; or if months of the log are archived: what was made of them could not be made again
   */
  public static void run(Store store) {
    List<String> archived =
        new Tombstones(store.database())
            .documents().stream().map(tombstone -> String.valueOf(tombstone.get("_id"))).toList();
    if (!archived.isEmpty()) {
      throw new IllegalStateException(
          "the log of "
              + String.join(", ", archived)
              + " is archived: what was made of it could not be made again");
    }
    store.create();
    Lease lease = new Lease(store.collection(Store.Name.LEASES), LEASE, Holder.self(), TERM);
    OptionalLong fence = lease.take();
    if (fence.isEmpty()) {
      throw new IllegalStateException("a server projects this database now; stop it, then rebuild");
    }
    try {
      Cursors cursors = new Cursors(store.collection(Store.Name.CURSORS));
      cursors.write(RebuildFollower.NAME, true);
      cursors.forgetAllBut(RebuildFollower.NAME);
      store.collection(Store.Name.PROGRESS).drop();
      store.collection(Store.Name.VEHICLES).drop();
      for (Store.Name name : Store.Name.values()) {
        if (!KEPT.contains(name)) {
          store.collection(name).drop();
        }
      }
      store.database().getCollection(Chunks.NAME).drop();
      store.create();
    } finally {
      lease.release(fence.getAsLong());
    }
  }
}
