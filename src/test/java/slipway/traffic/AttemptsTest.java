package slipway.traffic;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What may be tried again, and who is asked then.
class AttemptsTest {
    private static final List<URI> URLS = Stream.of(1, 2, 3).map(each -> URI.create("http://127.0.0.1:" + each))
            .toList();

    private final Backend three = new Backend(new Target("blue", 1, URLS, "azureml", "/score"), null, () -> {});

    private static Attempts attempts(String method, String body) {
        var attempts = new Attempts(method, body.length(), false);
        attempts.keep(Unpooled.copiedBuffer(body.getBytes(StandardCharsets.US_ASCII)));
        return attempts;
    }

    @Test
    void whatServersCutIsSentOnceMore() {
        var attempts = attempts("PUT", "abc");
        Replica by = picked(null);
        List<ByteBuf> body = attempts.again(three, by);
        assertNotNull(body);
        assertEquals("abc", body.getFirst().toString(StandardCharsets.US_ASCII));
        assertNull(attempts.again(three, by));
        assertNull(attempts("POST", "abc").again(three, by));
    }

    @Test
    void whatIsLostWithMachinesIsSentToEachOfTheOthers() {
        var attempts = attempts("GET", "");
        Replica first = picked(null);
        first.lost();
        assertNotNull(attempts.again(three, first));
        Replica second = picked(first);
        second.lost();
        assertNotNull(attempts.again(three, second));
        assertFalse(picked(second).isLost());
        assertNull(attempts("POST", "").again(three, first));
    }

    @Test
    void whatReachedNobodyGoesToEachOnceWhateverItIs() {
        var attempts = attempts("POST", "abc");
        assertTrue(attempts.elsewhere(three));
        assertTrue(attempts.elsewhere(three));
        assertFalse(attempts.elsewhere(three));
    }

    @Test
    void whoIsLostIsShunnedUntilReached() {
        Replica gone = picked(null);
        gone.lost();
        gone.lost();
        for (int i = 0; i < 9; i++)
            assertFalse(picked(null).isLost());
        gone.reached();
        assertFalse(gone.shunned());
        picked(gone).begin();
        picked(gone).begin();
        assertSame(gone, three.pick(null));
    }

    private Replica picked(@Nullable Replica not) {
        Replica picked = three.pick(not);
        assertNotNull(picked);
        return picked;
    }
}
