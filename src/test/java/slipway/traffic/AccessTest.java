package slipway.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

class AccessTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Tokens tokens = new Tokens("secret", "iris", now::get);
    private final Access access = Access.tokens(tokens);

    @Test
    @Covers("A178")
    void aTokenIsGoodUntilItExpires() {
        String token = "Bearer " + tokens.mint(Duration.ofMinutes(10));
        assertNull(access.refusal(token));
        now.set(now.get().plusSeconds(599));
        assertNull(access.refusal(token));
        now.set(now.get().plusSeconds(1));
        assertEquals("token-expired", access.refusal(token));
        assertNull(access.refusal("bearer " + access.credential()));
    }

    @Test
    @Covers("A178")
    void nobodyElsesTokenIsGood() {
        String token = tokens.mint(Duration.ofMinutes(10));
        String[] parts = token.split("\\.", -1);
        String longer = parts[0] + "." + (Long.parseLong(parts[1]) + 3_600) + "." + parts[2] + "." + parts[3];
        for (String wrong : new String[]{longer, token + "x", "", ".", "a.b.c.d",
                new Tokens("secret", "wine", now::get).mint(Duration.ofHours(1)),
                new Tokens("other", "iris", now::get).mint(Duration.ofHours(1))})
            assertEquals("token-wrong", access.refusal("Bearer " + wrong), wrong);
        assertEquals("token-missing", access.refusal(null));
    }

    @Test
    @Covers("A178")
    void eitherKeyIsGoodAndNoneIsShown() {
        var keys = Access.keys("first", "second");
        assertNull(keys.refusal("Bearer first"));
        assertNull(keys.refusal("Bearer second"));
        assertEquals("key-wrong", keys.refusal("Bearer firs"));
        assertEquals("unauthorized", keys.refusal("Basic first"));
        String shown = keys + " " + access + " " + tokens + " "
                + new TrafficPolicy(java.util.Map.of(), null, 0, "first");
        assertFalse(shown.contains("first") || shown.contains("secret"), shown);
    }
}
