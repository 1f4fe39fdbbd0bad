package slipway.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import slipway.base.StudioException;

/// `blue=90 green=10` as Azure's command line writes it.
final class Splits {
    private static final Pattern GAP = Pattern.compile("[\\s,]+");

    private Splits() {}

    static Map<String, Integer> parse(String text) {
        var split = new LinkedHashMap<String, Integer>();
        for (String part : GAP.splitAsStream(text.strip()).toList()) {
            int at = part.indexOf('=');
            try {
                if (at < 1) throw new NumberFormatException(part);
                split.put(part.substring(0, at), Integer.valueOf(part.substring(at + 1)));
            } catch (NumberFormatException e) {
                throw new StudioException(slipway.base.Problem.of("cli.split-form", part), e);
            }
        }
        return split;
    }

    static String shown(Map<String, Integer> split) {
        return split.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
