package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens of one endpoint that expire (`aml_token`): each says until when, signed with the endpoint's secret, so that
/// nothing is kept about those given out. Immutable; any thread.
public record Tokens(String secret, String endpoint, InstantSource clock) {
    /// How long a token is good where nobody says.
    public static final Duration USUAL = Duration.ofHours(1);
    private static final String PREFIX = "slipway";
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What a token is worth.
    enum Worth {
        GOOD, EXPIRED, WRONG
    }

    /// With the system's clock.
    public Tokens(String secret, String endpoint) {
        this(secret, endpoint, InstantSource.system());
    }

    /// A new token, good for `time` from now, to the second.
    public String mint(Duration time) {
        byte[] nonce = new byte[9];
        RANDOM.nextBytes(nonce);
        String said = PREFIX + "." + expiry(time).getEpochSecond() + "." + text(nonce);
        return said + "." + text(sign(said));
    }

    /// Until when a token minted now would be good.
    public Instant expiry(Duration time) {
        return clock.instant().plus(time);
    }

    /// In constant time for all that is signed by us or claims to be.
    Worth worth(String token) {
        int last = token.lastIndexOf('.');
        if (last < 0) return Worth.WRONG;
        String said = token.substring(0, last);
        byte[] given = token.substring(last + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(text(sign(said)).getBytes(StandardCharsets.UTF_8), given)) return Worth.WRONG;
        // signed by us: it has our form
        long until = Long.parseLong(said.substring(PREFIX.length() + 1, said.lastIndexOf('.')));
        return clock.instant().getEpochSecond() < until ? Worth.GOOD : Worth.EXPIRED;
    }

    private byte[] sign(String said) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal((endpoint + "\n" + said).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Without the secret, so that it reaches no log.
    @Override
    public String toString() {
        return "Tokens[" + endpoint + "]";
    }
}
