package slipway.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// Names as clusters take them: small letters, digits and hyphens, a letter first, at most 63 characters. Stateless.
final class DnsLabel {
    private static final int LONGEST = 63;
    private static final int MARK = 7;

    private DnsLabel() {}

    /// The same label for the same name everywhere; one that had to be changed ends in a mark made of the name, so that
    /// two names never become one label.
    static String of(String name) {
        String label = plain(name);
        return label.equals(name) && label.length() <= LONGEST ? label : marked(label, name);
    }

    /// The label of a deployment: `iris-blue`. Where a hyphen may be another joint (`iris` and `v2-blue`, `iris-v2` and
    /// `blue`) a mark tells them apart.
    static String of(String endpoint, String deployment) {
        String name = endpoint + "-" + deployment;
        return ambiguous(endpoint, deployment) ? marked(plain(name), endpoint + "/" + deployment) : of(name);
    }

    /// Whether another endpoint and deployment have the same name when they are joined by a hyphen.
    static boolean ambiguous(String endpoint, String deployment) {
        return endpoint.contains("-") || deployment.contains("-");
    }

    /// What tells `identity` apart, six hexadecimal digits.
    static String mark(String identity) {
        return digest(identity).substring(0, MARK - 1);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^[^a-z]+", "")
                .replaceAll("-+$", "");
    }

    private static String marked(String label, String identity) {
        String most = label.substring(0, Math.min(label.length(), LONGEST - MARK)).replaceAll("-+$", "");
        return (most.isEmpty() ? "x" : most) + "-" + mark(identity);
    }

    /// Hexadecimal SHA-256 of `text`.
    static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
