package lantian.obd.packet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The layout resolver of spec clause 4.2, sentence by sentence, without any thought of speed. */
final class NaiveResolver {
  private static final Layout[] ORDER = {
    Layout.GB_PER_ITEM,
    Layout.GB_FIRST_ONLY,
    Layout.FLOW_FIRST,
    Layout.HJ1239,
    Layout.FLOW_FIRST_ITEMSIG
  };

  /** An item: type, where its type byte and its body stand, length of the body. */
  record Piece(int type, int at, int body, int length) {}

  /** One walk as far as it went. */
  private record Path(List<Piece> pieces, int end, boolean consumed, boolean supplement) {
    boolean fits() {
      return consumed && !pieces.isEmpty();
    }

    boolean needsUnknown() {
      return pieces.stream().anyMatch(p -> !known(p.type()));
    }

    List<Piece> leadingKnown() {
      List<Piece> leading = new ArrayList<>();
      for (Piece piece : pieces) {
        if (!known(piece.type())) {
          break;
        }
        leading.add(piece);
      }
      return leading;
    }
  }

  /** What the clause asks for. */
  record Answer(
      Set<Layout> fits,
      @Nullable Layout chosen,
      boolean longEighty,
      List<Piece> pieces,
      int tail) {}

  private NaiveResolver() {}

  static Answer resolve(byte[] unit, Profile profile, @Nullable Layout remembered) {
    for (boolean longEighty : new boolean[] {false, true}) {
      Map<Layout, Path> paths = new EnumMap<>(Layout.class);
      for (Layout layout : ORDER) {
        paths.put(layout, walk(layout, unit, longEighty));
      }
      List<Layout> fits = List.of(ORDER).stream().filter(l -> path(paths, l).fits()).toList();
      if (!fits.isEmpty()) {
        List<Layout> known = fits.stream().filter(l -> !path(paths, l).needsUnknown()).toList();
        Layout chosen = preferred(known.isEmpty() ? fits : known, profile, remembered);
        return new Answer(Set.copyOf(fits), chosen, longEighty, path(paths, chosen).pieces, -1);
      }
      if (paths.values().stream().noneMatch(Path::supplement)) {
        break;
      }
    }
    return salvage(unit, profile, remembered);
  }

  private static Layout preferred(List<Layout> of, Profile profile, @Nullable Layout remembered) {
    return preference(profile, remembered).stream().filter(of::contains).findFirst().orElseThrow();
  }

  private static List<Layout> preference(Profile profile, @Nullable Layout remembered) {
    Set<Layout> order = new LinkedHashSet<>();
    if (remembered != null) {
      order.add(remembered);
    }
    order.add(
        switch (profile) {
          case HJ1239 -> Layout.HJ1239;
          case DRAFT2019 -> Layout.FLOW_FIRST_ITEMSIG;
          case GB17691, PLATFORM -> Layout.GB_PER_ITEM;
        });
    order.addAll(List.of(ORDER));
    return List.copyOf(order);
  }

  private static Answer salvage(byte[] unit, Profile profile, @Nullable Layout remembered) {
    Layout best = null;
    List<Piece> kept = List.of();
    for (Layout layout : preference(profile, remembered)) {
      List<Piece> leading = walk(layout, unit, false).leadingKnown();
      if (bytes(leading) > bytes(kept)) {
        best = layout;
        kept = leading;
      }
    }
    if (best == null) {
      int head = head(preference(profile, remembered).getFirst());
      return new Answer(Set.of(), null, false, List.of(), Math.min(head, unit.length));
    }
    List<Piece> all = walk(best, unit, false).pieces;
    int tail = all.size() > kept.size() ? all.get(kept.size()).at() : walk(best, unit, false).end;
    return new Answer(Set.of(), best, false, kept, tail);
  }

  private static int bytes(List<Piece> pieces) {
    return pieces.stream().mapToInt(Piece::length).sum();
  }

  private static Path walk(Layout layout, byte[] unit, boolean longEighty) {
    List<Piece> pieces = new ArrayList<>();
    boolean supplement = false;
    int at = head(layout);
    while (at < unit.length) {
      boolean signatureMayEnd = layout != Layout.FLOW_FIRST_ITEMSIG && !pieces.isEmpty();
      if (signatureMayEnd && at + 66 == unit.length && sig66(unit, at)) {
        return new Path(pieces, at, true, supplement);
      }
      int type = unit[at] & 0xFF;
      supplement |= type == 0x80;
      int body = at + 1 + gap(layout, pieces.size());
      if (body > unit.length
          || (layout == Layout.HJ1239 && WireTime.read(unit, at + 1) == WireTime.ILLEGAL)) {
        return new Path(pieces, at, false, supplement);
      }
      int length = length(type, unit, body, longEighty);
      int next = body + length + (layout == Layout.FLOW_FIRST_ITEMSIG ? 66 : 0);
      boolean signed = layout != Layout.FLOW_FIRST_ITEMSIG || sig66(unit, body + length);
      if (length < 0 || next > unit.length || !signed) {
        return new Path(pieces, at, false, supplement);
      }
      pieces.add(new Piece(type, at, body, length));
      at = next;
    }
    return new Path(pieces, at, at == unit.length, supplement);
  }

  private static int head(Layout layout) {
    return layout == Layout.GB_PER_ITEM || layout == Layout.GB_FIRST_ONLY ? 6 : 8;
  }

  private static int gap(Layout layout, int index) {
    return switch (layout) {
      case GB_PER_ITEM -> 2;
      case GB_FIRST_ONLY -> index == 0 ? 2 : 0;
      case HJ1239 -> 6;
      case FLOW_FIRST, FLOW_FIRST_ITEMSIG -> 0;
    };
  }

  /** bodySize of the clause; −1 if it can't be told or does not fit. */
  private static int length(int type, byte[] unit, int body, boolean longEighty) {
    int size =
        switch (type) {
          case 0x01 -> {
            int count = body + 95 < unit.length ? unit[body + 95] & 0xFF : -1;
            yield count < 0 ? -1 : 96 + (count >= 254 ? 0 : 4 * count);
          }
          case 0x02 -> 37;
          case 0x03 -> 30;
          case 0x04 -> 8;
          case 0x05 -> 32;
          case 0x00, 0xFF -> -1;
          case 0x80 -> longEighty ? worded(unit, body) : 17;
          default -> worded(unit, body);
        };
    return size < 0 || body + size > unit.length ? -1 : size;
  }

  private static int worded(byte[] unit, int body) {
    return body + 2 > unit.length ? -1 : 2 + (((unit[body] & 0xFF) << 8) | (unit[body + 1] & 0xFF));
  }

  private static boolean sig66(byte[] unit, int at) {
    return at >= 0 && at + 66 <= unit.length && unit[at] == 0x20 && unit[at + 33] == 0x20;
  }

  private static boolean known(int type) {
    return (type >= 1 && type <= 5) || type == 0x80;
  }

  private static Path path(Map<Layout, Path> paths, Layout layout) {
    return java.util.Objects.requireNonNull(paths.get(layout));
  }
}
