package slipway.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import slipway.base.Text;
import slipway.base.Units;

/// A request and its answer as text to read. Stateless.
public final class ExchangeText {
    private ExchangeText() {}

    /// The request as it went out.
    public static String request(Exchange one) {
        return (one.method() + " " + one.path() + "\n" + lines(one.requestHeaders()) + "\n" + one.requestBody())
                .stripTrailing();
    }

    /// The answer as it came, or why none did.
    public static String answer(Exchange one) {
        String error = one.error();
        String took = Units.millis(one.millis());
        if (one.status() == 0) return Text.of("passport.no-answer", took, error == null ? "" : error);
        return (Text.of("passport.answer", one.status(), took) + "\n" + lines(one.headers()) + "\n" + one.body()
                + (error == null ? "" : "\n" + error)).stripTrailing();
    }

    private static String lines(Map<String, String> headers) {
        return headers.isEmpty() ? "" : pairs(headers, "\n") + "\n";
    }

    static String pairs(Map<String, String> pairs, String between) {
        return new TreeMap<>(pairs).entrySet().stream().map(pair -> pair.getKey() + ": " + pair.getValue())
                .collect(Collectors.joining(between));
    }
}
