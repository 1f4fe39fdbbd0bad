package slipway.record;

import java.util.List;
import java.util.Map;

import slipway.base.Bytes;
import slipway.record.RecordingMeta.Ask;

/// Exchanges as a gateway would hand them over.
final class Exchanges {
    private Exchanges() {}

    static Exchange json(int number, String request, String answer) {
        return of(number, "application/json", Bytes.utf8(request), Bytes.utf8(answer));
    }

    static Exchange of(int number, String type, Bytes request, Bytes answer) {
        return with(number, "/score", List.of(Map.entry("Content-Type", type)), Exchange.Body.whole(request),
                List.of(Map.entry("content-type", type)), Exchange.Body.whole(answer));
    }

    static Exchange with(int number, String target, List<Map.Entry<String, String>> headers, Exchange.Body request,
            List<Map.Entry<String, String>> answerHeaders, Exchange.Body answer) {
        return new Exchange(System.nanoTime(), 1_790_000_000_000L + number, "id-" + number, "POST", target, headers,
                request, number % 2 == 0 ? "blue" : "green", 3, false, 200, answerHeaders, answer, 2_500_000,
                2_000_000, null);
    }

    static Ask ask(Redaction rules) {
        return new Ask("iris", 0, new Quota(1_000_000_000, 1_000_000, 0), rules, null);
    }
}
