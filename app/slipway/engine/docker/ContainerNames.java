package slipway.engine.docker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

import slipway.engine.Workload;

/// Names of what we make at the engine: read by people, unlike any other. Stateless.
final class ContainerNames {
    private static final int HASH = 12;
    private static final int LONGEST = 100;
    private static final int LONGEST_SERVICE = 63;
    private static final String LEDGER = "slipway-ledger-";

    private ContainerNames() {}

    /// `slipway-iris-blue-r3-0-1f2e3d4c`.
    static String container(Workload workload) {
        String key = workload.key().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "-");
        if (key.length() > LONGEST) key = key.substring(0, LONGEST);
        return "slipway-" + key + "-r" + workload.revision() + "-" + workload.replica() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    /// `slipway-1f2e3d4c5b6a-iris-blue`: of a swarm’s service, at most 63 characters.
    static String service(String workspace, String key) {
        String name = "slipway-" + workspace + "-" + key;
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return plain.length() <= LONGEST_SERVICE
                ? plain
                : plain.substring(0, LONGEST_SERVICE - HASH - 1) + "-" + hash(name);
    }

    /// `slipway-1f2e3d4c5b6a-iris-blue-api-key-0f1e2d3c4b5a`: of what a swarm keeps for the deployment `key`, at most 63
    /// characters, another one for other content.
    static String kept(String workspace, String key, String target, String content) {
        String name = "slipway-" + workspace + "-" + key + "-" + target;
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String begin = plain.substring(0, Math.min(plain.length(), LONGEST_SERVICE - HASH - 1));
        return begin + "-" + hash(name + "\n" + content);
    }

    /// The network of a workspace that has no way out.
    static String closedNetwork(String workspace) {
        return "slipway-" + workspace.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "-") + "-closed";
    }

    /// The network of one ledger.
    static String ledgerNetwork() {
        return LEDGER + UUID.randomUUID().toString().substring(0, 8);
    }

    static boolean isLedger(String network) {
        return network.startsWith(LEDGER);
    }

    /// A short hash of `text`, the same on every machine.
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
