package lantian.desk.pinning;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Something stored that must not change unseen (账册): hash chains, single records, or both. What it
 * is about is its own affair. Calls block on the database.
 */
public interface Ledger {
  /** Its name in pins and reports, for example {@code audit}. */
  String name();

  /**
   * Tells what is to be written down outside the database.
   *
   * @param since records changed at or after this moment are told; some earlier ones may be, too
   * @param settled true for chains that were told as closed; they need not be told again
   */
  void observe(Instant since, Predicate<String> settled, Observer observer);

  /** Checks everything stored, by itself and against the pins. */
  void check(Pinned pinned, Inspection inspection);

  /** Hears what is to be pinned. */
  interface Observer {
    /**
     * The end of a hash chain.
     *
     * @param chain name of the chain in the ledger
     * @param count number of its records
     * @param hash hash of the last one, hex
     * @param closed true if nothing will ever be added
     */
    void head(String chain, long count, String hash, boolean closed);

    /**
     * A single record as it stands.
     *
     * @param key its key, without plate or VIN
     * @param revision grows with every change that is allowed
     * @param digest digest of its content without its key, hex
     * @param changed when it says that it was changed
     */
    void mark(String key, long revision, String digest, Instant changed);
  }
}
