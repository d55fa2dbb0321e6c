package lantian.obd.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A terminal's or platform's end of a connection. */
final class Peer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;

  Peer(InetSocketAddress address) {
    this(plain(address));
  }

  Peer(Socket socket) {
    this.socket = socket;
  }

  Peer send(byte[]... frames) {
    try {
      socket.getOutputStream().write(Wire.join(frames));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends no more, still reads. */
  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many bytes as hex; fewer if the connection ends before. */
  String read(int bytes) {
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      return Wire.hex(socket.getInputStream().readNBytes(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if nothing comes, and no end either, for this long. */
  boolean silentFor(int millis) {
    try {
      socket.setSoTimeout(millis);
      var _ = socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads everything up to the end of the connection, as hex. */
  String rest() {
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      return Wire.hex(socket.getInputStream().readAllBytes());
    } catch (SocketException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket plain(InetSocketAddress address) {
    try {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(address, PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
