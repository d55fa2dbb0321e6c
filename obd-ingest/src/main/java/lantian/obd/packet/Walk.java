package lantian.obd.packet;

import org.jspecify.annotations.Nullable;

/**
 * One walk over a realtime unit under one layout. Reused, so that checking a frame allocates
 * nothing.
 */
final class Walk {
  /** Items looked at since ever: what the cost of hostile units is held to. */
  long work;

  /** Items passed that fit. */
  int items;

  /** Bytes of the bodies of leading items of known type. */
  int knownBytes;

  /** Number of leading items of known type. */
  int knownItems;

  /** Where the first item stands that is not of those. */
  int knownEnd;

  /** True if the walk needed a block of unknown type. */
  boolean unknown;

  /** True if a 0x80 was met. */
  boolean supplement;

  /** True if the walk consumed the unit. */
  boolean fits;

  /** Where the trailing signature stands, −1 if there is none. */
  int signature;

  /**
   * Walks the unit from {@code start} to {@code end} and tells {@code sink} of every item, if there
   * is one.
   */
  Walk over(
      Layout layout,
      byte[] bytes,
      int start,
      int end,
      boolean longSupplement,
      int mostItems,
      @Nullable ItemSink sink) {
    items = 0;
    knownBytes = 0;
    knownItems = 0;
    knownEnd = start + layout.head();
    unknown = false;
    supplement = false;
    fits = false;
    signature = -1;
    int at = start + layout.head();
    if (at > end) {
      return this;
    }
    boolean itemSigned = layout == Layout.FLOW_FIRST_ITEMSIG;
    while (at < end && items < mostItems) {
      if (items > 0 && !itemSigned && end - at == Sig66.SIZE && Sig66.at(bytes, at, end)) {
        signature = at;
        at = end;
        break;
      }
      int next = item(layout, bytes, start, at, end, longSupplement, sink);
      if (next < 0) {
        return this;
      }
      at = next;
    }
    fits = items > 0 && at == end;
    return this;
  }

  private int item(
      Layout layout,
      byte[] bytes,
      int start,
      int at,
      int end,
      boolean longSupplement,
      @Nullable ItemSink sink) {
    work++;
    int type = bytes[at] & 0xFF;
    supplement |= type == ItemType.SUPPLEMENT;
    int gap = layout.gap(items);
    int body = at + 1 + gap;
    if (body > end) {
      return -1;
    }
    long second = WireTime.ILLEGAL;
    if (layout == Layout.HJ1239) {
      second = WireTime.read(bytes, at + 1);
      if (second == WireTime.ILLEGAL) {
        return -1;
      }
    }
    int size = ItemType.bodySize(type, bytes, body, end, longSupplement);
    if (size < 0) {
      return -1;
    }
    int next = body + size;
    if (layout == Layout.FLOW_FIRST_ITEMSIG) {
      if (!Sig66.at(bytes, next, end)) {
        return -1;
      }
      next += Sig66.SIZE;
    }
    boolean known = ItemType.known(type);
    if (known && knownItems == items) {
      knownItems++;
      knownBytes += size;
      knownEnd = next;
    }
    unknown |= !known;
    if (sink != null) {
      int flow =
          gap == 2
              ? Bytes.u16(bytes, at + 1)
              : layout.headFlow() ? Bytes.u16(bytes, start + 6) : ItemSink.NO_FLOW;
      sink.item(type, items, flow, second, body, size);
    }
    items++;
    return next;
  }
}
