package slipway.requests;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.base.Bytes;
import slipway.base.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ExchangeTest {
    @Test
    void aProblemNamesTheAddressAsItWasWritten() {
        var written = new Draft("n", "GET", "http://h/?api_key={{key}}", Map.of(), "");
        var sent = new Draft("n", "GET", "http://h/?api_key=s3cret", Map.of(), "");
        var refused = new Exchange(0, "e", 0, sent, 0, Map.of(), Bytes.EMPTY, 1, 0, "", "", "", false, Problem.of(
                "requests.timeout", sent.url(), 30L).withDetail("no answer from " + sent.url()));
        Problem told = refused.withDraft(written).problem();
        assertEquals(new Problem("requests.timeout", List.of(written.url(), 30L), "no answer from " + written.url()),
                told);
    }
}
