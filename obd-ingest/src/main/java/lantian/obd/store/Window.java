package lantian.obd.store;

import java.util.Arrays;
import java.util.List;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Iccid;

/** A vehicle's open chunk with the log batches it holds back (未落盘窗口). */
final class Window {
  private final OpenChunk chunk;
  private final long openedMillis;
  private HeldBatch[] held = {};
  private long[] lanes = {};
  private long[] first = {};
  private boolean unproven;
  private boolean severalReadings;
  private boolean severalSenders;
  private boolean taken;
  private long sender = Iccid.UNKNOWN;

  Window(long start, long openedMillis) {
    this.chunk = new OpenChunk(start);
    this.openedMillis = openedMillis;
  }

  OpenChunk chunk() {
    return chunk;
  }

  /** When it was opened, by the projector's clock. */
  long openedMillis() {
    return openedMillis;
  }

  /** Holds the batch unless an earlier one of its lane is held. */
  void hold(HeldBatch batch, LogPosition position) {
    long lane = batch.lane();
    for (long known : lanes) {
      if (known == lane) {
        return;
      }
    }
    batch.hold();
    int n = lanes.length;
    held = Arrays.copyOf(held, n + 1);
    lanes = Arrays.copyOf(lanes, n + 1);
    first = Arrays.copyOf(first, n + 1);
    held[n] = batch;
    lanes[n] = lane;
    first[n] = Applied.place(position);
  }

  /** First place of the lane held in memory, MAX_VALUE if none is. */
  long firstOf(long lane) {
    for (int i = 0; i < lanes.length; i++) {
      if (lanes[i] == lane) {
        return first[i];
      }
    }
    return Long.MAX_VALUE;
  }

  /** The batches to be let go once the chunk is stored. */
  List<HeldBatch> held() {
    return List.of(held);
  }

  /** Notes that a packet was taken that reads otherwise under another profile. */
  void takeOneOfSeveral() {
    severalReadings = true;
  }

  /** True if an item that is held already may not have counted under the profile filed now. */
  boolean severalReadings() {
    return severalReadings;
  }

  /** Notes whose card a packet came from, {@link Iccid#UNKNOWN} if nobody can say. */
  void takeFrom(long card) {
    severalSenders |= taken && card != sender;
    sender = card;
    taken = true;
  }

  /** True if a copy of an item that is held already could come from another card. */
  boolean severalSenders() {
    return severalSenders;
  }

  /** Notes that an item was taken whose sender was not proven. */
  void takeUnproven() {
    unproven = true;
  }

  /** True if a better proven copy of an item could change a finding. */
  boolean unproven() {
    return unproven;
  }
}
