package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// How clients of an endpoint prove themselves: by one of its keys (A178: they do not expire), or by a token that does.
/// Immutable; any thread.
///
/// @param keys   the primary and the secondary; empty where tokens are asked for
/// @param tokens null where keys are
public record Access(List<String> keys, @Nullable Tokens tokens) {
    public Access {
        keys = List.copyOf(keys);
    }

    public static Access keys(String... keys) {
        return new Access(List.of(keys), null);
    }

    public static Access tokens(Tokens tokens) {
        return new Access(List.of(), tokens);
    }

    /// What the studio itself sends: the primary key, or a new token.
    public String credential() {
        return tokens == null ? keys.getFirst() : tokens.mint(Tokens.USUAL);
    }

    /// Null where the header `authorization` is good, else the CODE of the text `traffic.answer.CODE`. In constant
    /// time, so that a key cannot be guessed by its prefix.
    @Nullable
    String refusal(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return tokens == null ? "unauthorized" : "token-missing";
        }
        String given = header.substring(7).strip();
        if (tokens != null) {
            return switch (tokens.worth(given)) {
                case GOOD -> null;
                case EXPIRED -> "token-expired";
                case WRONG -> "token-wrong";
            };
        }
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (String key : keys)
            good |= MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), bytes);
        return good ? null : "key-wrong";
    }

    /// What `www-authenticate` says of a refusal (RFC 6750).
    static String challenge(String code) {
        return switch (code) {
            case "token-expired" -> "Bearer error=\"invalid_token\", error_description=\"The token has expired\"";
            case "token-wrong" ->
                "Bearer error=\"invalid_token\", error_description=\"The token is not of this endpoint\"";
            case "key-wrong" -> "Bearer error=\"invalid_token\", error_description=\"The key is not of this endpoint\"";
            default -> "Bearer";
        };
    }

    /// Without the keys, so that they reach no log.
    @Override
    public String toString() {
        return tokens == null ? keys.size() + " keys" : "tokens";
    }
}
