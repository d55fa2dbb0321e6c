package lantian.obd.packet;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the layout of a realtime or reissue unit and walks its items (布局判定). See spec clause 4.2.
 *
 * <p>Holds the result of the last {@link #resolve}; not thread-safe, one for each event loop or
 * projector partition. Allocates nothing.
 */
public final class UnitReader {
  private static final Layout[] LAYOUTS = Layout.values();

  private final Walk walk = new Walk();
  private final int[] masks = new int[2];
  private @Nullable Layout layout;
  private boolean longSupplement;
  private boolean salvaged;
  private int salvagedItems;
  private int tail;
  private Profile asked = Profile.GB17691;

  /**
   * Resolves the unit {@code bytes[start, end)}.
   *
   * @param remembered the layout of the terminal's last unambiguous packet, or null
   * @return true if at least one layout fits; false leaves {@link #salvagedItems} and {@link #tail}
   */
  public boolean resolve(
      byte[] bytes, int start, int end, Profile profile, @Nullable Layout remembered) {
    asked = profile;
    salvaged = false;
    salvagedItems = 0;
    tail = -1;
    longSupplement = false;
    boolean supplement = tryAll(bytes, start, end);
    if (masks[0] == 0 && supplement) {
      longSupplement = true;
      tryAll(bytes, start, end);
    }
    if (masks[0] == 0) {
      longSupplement = false;
      salvage(bytes, start, end, profile, remembered);
      return false;
    }
    layout = choose(candidates(), profile, remembered);
    return true;
  }

  private int candidates() {
    return masks[1] != 0 ? masks[1] : masks[0];
  }

  /**
   * The profiles under which the unit just resolved, with no layout remembered, has the layout that
   * was chosen: all of them, unless several layouts are as good.
   */
  public Set<Profile> agreeing(byte[] bytes, int start, int end) {
    if (!salvaged && Integer.bitCount(candidates()) == 1) {
      return Profile.ALL;
    }
    Layout chosen = layout;
    Set<Profile> agreeing = EnumSet.of(asked);
    for (Profile one : Profile.ALL) {
      if (choice(bytes, start, end, one) == chosen) {
        agreeing.add(one);
      }
    }
    layout = choice(bytes, start, end, asked);
    return agreeing;
  }

  private @Nullable Layout choice(byte[] bytes, int start, int end, Profile profile) {
    if (!salvaged) {
      return choose(candidates(), profile, null);
    }
    salvagedItems = 0;
    salvage(bytes, start, end, profile, null);
    return layout;
  }

  /** The chosen layout; null if no layout fits and nothing could be salvaged. */
  public @Nullable Layout layout() {
    return layout;
  }

  /** True if exactly one layout fits, so that it is worth remembering. */
  public boolean unambiguous() {
    return Integer.bitCount(masks[0]) == 1;
  }

  /** True if this layout fits the whole unit. */
  public boolean fits(Layout one) {
    return (masks[0] & bit(one)) != 0;
  }

  /** Number of leading items that could be kept although no layout fits. */
  public int salvagedItems() {
    return salvagedItems;
  }

  /** Where the part begins that could not be read, −1 if a layout fits. */
  public int tail() {
    return tail;
  }

  /**
   * Tells of the items of the unit just resolved, or of those salvaged. Returns where its signature
   * stands, −1 if none.
   */
  public int items(byte[] bytes, int start, int end, ItemSink sink) {
    Layout chosen = layout;
    if (chosen == null) {
      return -1;
    }
    int most = salvaged ? salvagedItems : Integer.MAX_VALUE;
    if (most == 0) {
      return -1;
    }
    return walk.over(chosen, bytes, start, end, longSupplement, most, sink).signature;
  }

  /**
   * Tells of the items under a layout that was stored with the packet.
   *
   * @return false if the unit does not fit that layout; items may have been told all the same
   */
  public boolean items(
      byte[] bytes, int start, int end, Layout stored, boolean longEighty, ItemSink sink) {
    return walk.over(stored, bytes, start, end, longEighty, Integer.MAX_VALUE, sink).fits;
  }

  /** True if 0x80 is read as a vendor block with a length word in this unit. */
  public boolean longSupplement() {
    return longSupplement;
  }

  /** Items looked at so far, under whatever layout. */
  long work() {
    return walk.work;
  }

  private boolean tryAll(byte[] bytes, int start, int end) {
    masks[0] = 0;
    masks[1] = 0;
    boolean supplement = false;
    for (Layout one : LAYOUTS) {
      walk.over(one, bytes, start, end, longSupplement, Integer.MAX_VALUE, null);
      supplement |= walk.supplement;
      if (walk.fits) {
        masks[0] |= bit(one);
        if (!walk.unknown) {
          masks[1] |= bit(one);
        }
      }
    }
    return supplement;
  }

  private void salvage(
      byte[] bytes, int start, int end, Profile profile, @Nullable Layout remembered) {
    salvaged = true;
    layout = null;
    int most = 0;
    if (remembered != null) {
      most = salvageWith(remembered, bytes, start, end, most);
    }
    most = salvageWith(Layout.usual(profile), bytes, start, end, most);
    for (Layout one : LAYOUTS) {
      most = salvageWith(one, bytes, start, end, most);
    }
    if (layout == null) {
      Layout first = remembered != null ? remembered : Layout.usual(profile);
      tail = Math.min(start + first.head(), end);
    }
  }

  private int salvageWith(Layout one, byte[] bytes, int start, int end, int most) {
    walk.over(one, bytes, start, end, false, Integer.MAX_VALUE, null);
    if (walk.knownBytes <= most) {
      return most;
    }
    layout = one;
    salvagedItems = walk.knownItems;
    tail = walk.knownEnd;
    return walk.knownBytes;
  }

  private static Layout choose(int candidates, Profile profile, @Nullable Layout remembered) {
    if (remembered != null && (candidates & bit(remembered)) != 0) {
      return remembered;
    }
    Layout usual = Layout.usual(profile);
    if ((candidates & bit(usual)) != 0) {
      return usual;
    }
    return LAYOUTS[Integer.numberOfTrailingZeros(candidates)];
  }

  @SuppressWarnings("EnumOrdinal") // a set of five layouts in one int, never stored
  private static int bit(Layout one) {
    return 1 << one.ordinal();
  }
}
