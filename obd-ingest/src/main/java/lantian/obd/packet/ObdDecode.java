package lantian.obd.packet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringTokenizer;
import lantian.obd.frame.Frame;
import lantian.obd.frame.FrameSink;
import lantian.obd.frame.Framer;
import lantian.obd.frame.Refusal;

/** Decodes byte streams for people and programs (报文解码工具): the output of spec clause 14. */
public final class ObdDecode {
  private static final int MAX_UNIT = 8192;

  private static final List<String> BESIDE_THE_STREAM =
      List.of(
          "plainHex",
          "algorithm",
          "keyId",
          "preferredLayout",
          "salvage",
          "signatureValid",
          "sm2UserId",
          "signedRange");

  private final Profile profile;
  private final Packets packets = new Packets(PlatformCommands.DEFAULT);
  private final Signatures signatures = new Signatures(64);
  private final KeyFile keys;
  private final TriedKeys tried;
  private final PacketOutput output;

  /** A decoder for one profile, without keys. */
  public ObdDecode(Profile profile) {
    this(profile, KeyFile.NONE, CipherSettings.defaults());
  }

  /** A decoder that also decrypts and checks signatures with {@code keys}. */
  public ObdDecode(Profile profile, KeyFile keys, CipherSettings settings) {
    this.profile = profile;
    this.keys = keys;
    this.tried = new TriedKeys(keys.keys(), settings);
    this.output = new PacketOutput(packets, tried);
  }

  /**
   * Decodes one stream: hex, chunks separated by blanks arrive as separate reads, and the stream
   * ends with the line.
   *
   * @throws IllegalArgumentException if a chunk is not hex; the message names the chunk
   */
  public ObjectNode line(String line) {
    Stream stream = new Stream();
    return stream.result(read(line, stream));
  }

  private static int read(String line, Stream stream) {
    Framer framer = new Framer(MAX_UNIT, Long.MAX_VALUE / 2);
    int number = 0;
    for (StringTokenizer chunks = new StringTokenizer(line); chunks.hasMoreTokens(); ) {
      String chunk = chunks.nextToken();
      number++;
      byte[] bytes = bytes(chunk, number);
      framer.feed(bytes, 0, bytes.length, 0, stream);
    }
    return framer.end(stream);
  }

  /** The frames of one stream, field by field, for a person. The line is as for {@link #line}. */
  public String explain(String line) {
    Stream stream = new Stream();
    read(line, stream);
    Explain explain = new Explain(tried);
    StringBuilder out = new StringBuilder();
    stream.frames.forEach(frame -> out.append(explain.frame(frame, profile)).append('\n'));
    return out.append("rejects ")
        .append(stream.rejects)
        .append(", junk bytes ")
        .append(stream.junk)
        .append('\n')
        .toString();
  }

  private static byte[] bytes(String chunk, int number) {
    try {
      return HexFormat.of().parseHex(chunk);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "chunk " + number + " is not hex (pairs of 0-9 a-f): " + e.getMessage(), e);
    }
  }

  private final class Stream implements FrameSink {
    private final List<Frame> frames = new ArrayList<>();
    private final ArrayNode rejects = JsonNodeFactory.instance.arrayNode();
    private int junk;

    @Override
    public boolean frame(byte[] array, int offset, int length) {
      frames.add(Frame.of(new Frame(array, offset, length).copy()));
      return true;
    }

    @Override
    public void refused(Refusal reason) {
      rejects.add(reason.word());
    }

    @Override
    public void junk(int bytes) {
      junk += bytes;
    }

    ObjectNode result(int left) {
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      out.put("frames", frames.size());
      ArrayNode decoded = out.putArray("decoded");
      frames.forEach(frame -> decoded.add(decoded(frame)));
      out.put("junkBytes", junk);
      out.set("rejects", rejects);
      out.put("leftoverBytes", left);
      if (!frames.isEmpty()) {
        first(out, decoded.get(0));
      }
      return out;
    }

    /** What is told of the first frame stands beside the stream too, where vectors have it. */
    private static void first(ObjectNode out, JsonNode frame) {
      for (String key : BESIDE_THE_STREAM) {
        if (frame.has(key)) {
          out.set(key, frame.get(key));
        }
      }
    }

    private ObjectNode decoded(Frame frame) {
      ObjectNode out = output.frame(frame, profile, null);
      switch (read(frame)) {
        case Packet.Realtime realtime -> realtime(out, realtime);
        case Packet.Activation activation -> activation(out, activation);
        default -> {
          // Only these two have more to say than their frame.
        }
      }
      return out;
    }

    private Packet read(Frame frame) {
      Packet packet = packets.read(frame, profile, null);
      UnitCipher.Plain plain =
          packet instanceof Packet.Encrypted ? tried.open(frame, profile) : null;
      return plain == null ? packet : packets.read(frame, plain.bytes(), profile, null);
    }

    private void realtime(ObjectNode out, Packet.Realtime realtime) {
      Layout layout = realtime.layout();
      if (realtime.layouts().isEmpty() || layout == null) {
        HexFormat hex = HexFormat.of();
        out.putObject("salvage")
            .put("items", realtime.items().size())
            .put("tailHex", hex.formatHex(realtime.unit(), realtime.tail(), realtime.end()));
        return;
      }
      out.put("preferredLayout", layout.name());
      if (realtime.signature() >= 0 && !keys.filed().isEmpty()) {
        out.put("signatureValid", keys.filed().stream().anyMatch(key -> signedBy(key, realtime)));
      }
    }

    private boolean signedBy(FiledKey key, Packet.Realtime realtime) {
      return signatures.verify(
              key.publicKey(),
              key.chipId(),
              realtime.unit(),
              realtime.start(),
              realtime.signature(),
              realtime.signature())
          != null;
    }

    private void activation(ObjectNode out, Packet.Activation activation) {
      if (activation.signature() < 0) {
        return;
      }
      int from = signatures.activationFrom(activation);
      out.put("signatureValid", from >= 0);
      out.put("sm2UserId", new String(activation.chipId(), StandardCharsets.ISO_8859_1));
      if (from >= 0) {
        out.put("signedRange", from + "..102");
      }
    }
  }
}
