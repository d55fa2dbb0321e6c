package lantian.obd.terminal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of a listener (TLS 设置), files in PEM.
 *
 * @param certificate certificate chain, the server's own first
 * @param key private key, PKCS#8 without password
 * @param clients certificates that clients must be signed by; null if clients show none
 */
public record TlsSettings(Path certificate, Path key, @Nullable Path clients) {}
