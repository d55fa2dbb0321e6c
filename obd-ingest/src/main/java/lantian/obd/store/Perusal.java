package lantian.obd.store;

import java.util.List;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.Provenance;
import lantian.obd.filing.Register;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Signatures;
import lantian.obd.rule.Reading;
import lantian.proto.CityTime;
import lantian.proto.Vin;

/**
 * Reads what is stored of vehicles as the judge reads it: merged, and with what was filed at each
 * second (通读). Judges nothing and writes nothing. Signatures are taken for good unless one is known
 * to be wrong.
 */
public final class Perusal {
  private static final int CACHED_KEYS = 1_000;

  private final Registry registry;
  private final DaysHeld held;
  private final Chunks chunks;
  private final Verification verification;
  private final WrongSignatures wrongSignatures;

  /** Of a store, under a register. */
  public Perusal(Store store, Register register, Opener opener) {
    this.registry = new Registry(register);
    this.held = new DaysHeld(store);
    this.chunks = new Chunks(store.database());
    this.verification = new Verification(new StoredLog(store), opener, new Signatures(CACHED_KEYS));
    this.wrongSignatures = new WrongSignatures(store.collection(Store.Name.FORGED));
  }

  /** All vehicles of which something is stored, in the order of their VINs. */
  public List<Vin> vehicles() {
    return held.vehicles();
  }

  /**
   * Reads a vehicle's items in their order.
   *
   * @param fromDay first day, see {@link CityTime#dayNumber}
   * @param toDay first day that is not read any more
   * @param taker takes each; a reading is good only until the next one
   * @return days on which there is anything
   * @throws IllegalStateException if the register can't be asked
   */
  public int read(Vin vin, int fromDay, int toDay, BiConsumer<Reading, VehicleFacts> taker) {
    Dossier dossier = registry.need(vin);
    Provenance known = new KnownProofs(verification, dossier, wrongSignatures.of(vin));
    SortedSet<Integer> days =
        held.of(vin, CityTime.startOf(fromDay), CityTime.startOf(toDay) - 1).subSet(fromDay, toDay);
    for (int day : days) {
      read(new DayKey(vin, day), dossier, known, taker);
    }
    return days.size();
  }

  private void read(
      DayKey day, Dossier dossier, Provenance known, BiConsumer<Reading, VehicleFacts> taker) {
    try (FragmentCursor stored = chunks.fragments(day.vin(), day.start(), day.end())) {
      MergedItems items = MergedItems.of(stored, List.of(), day.start(), day.end(), known);
      while (items.next()) {
        if (items.judged() && !dossier.beforeFiling(items.second())) {
          taker.accept(items.reading(), dossier.at(items.second()));
        }
      }
    }
  }
}
