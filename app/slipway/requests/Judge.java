package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.CountedText;
import slipway.base.Text;
import slipway.base.Units;
import slipway.compare.Answer;
import slipway.compare.Answers;
import slipway.compare.Comparison;
import slipway.compare.Tolerance;

/// Holds an answer to what is expected of it. Reads schema and golden files beside the request file; blocking, any
/// thread. An expectation that cannot be judged does not hold, with the reason.
public final class Judge {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final Configuration PATHS = Configuration.builder().jsonProvider(
            new Jackson3JsonNodeJsonProvider()).mappingProvider(new Jackson3MappingProvider()).build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12);
    private static final Set<Expectation.Kind> BODIES = EnumSet.of(Expectation.Kind.JSON, Expectation.Kind.SCHEMA,
            Expectation.Kind.GOLDEN);
    private static final int SHOWN = 200;
    private static final int FAULTS = 5;
    /// Characters that a pattern may read before it counts as one that never ends.
    private static final int STEPS = 20_000_000;

    private final Path folder;

    /// @param folder of the request file, which the names of schemas and golden answers start from
    public Judge(Path folder) {
        this.folder = folder;
    }

    /// Whether one expectation holds.
    ///
    /// @param found what the answer has instead, or has; one line
    public record Outcome(Expectation expectation, boolean holds, String found) {}

    public List<Outcome> judge(List<Expectation> expectations, Exchange exchange) {
        boolean reads = expectations.stream().anyMatch(each -> BODIES.contains(each.kind()));
        Exchange whole = reads ? whole(exchange) : exchange;
        return expectations.stream().map(each -> whole == null && BODIES.contains(each.kind())
                ? new Outcome(each, false, Text.of("requestedit.judge.whole"))
                : one(each, whole == null ? exchange : whole)).toList();
    }

    /// With all of a long body in memory; null where it is too long for that, or its file is gone.
    private static @Nullable Exchange whole(Exchange exchange) {
        Path file = exchange.received().file();
        if (file == null) return exchange;
        try {
            if (Files.size(file) > Sender.LIMIT) return null;
            return exchange.withBody(Bytes.owning(Files.readAllBytes(file)), exchange.received());
        } catch (IOException e) {
            return null;
        }
    }

    private Outcome one(Expectation expected, Exchange exchange) {
        if (exchange.status() == 0) return new Outcome(expected, false, Text.of("requestedit.judge.no-answer"));
        try {
            return switch (expected.kind()) {
                case STATUS -> outcome(expected, status(expected.value(), exchange.status()),
                        String.valueOf(exchange.status()));
                case LATENCY -> outcome(expected, exchange.totalNanos() / 1e6 <= expected.millis(),
                        Units.nanos(exchange.totalNanos()));
                case HEADER -> header(expected, exchange.headers());
                case JSON -> json(expected, exchange.body());
                case SCHEMA -> schema(expected, exchange.body());
                case GOLDEN -> golden(expected, exchange);
            };
        } catch (PatternSyntaxException e) {
            return outcome(expected, false, Text.of("requestedit.judge.pattern", e.getDescription()));
        } catch (CountedText.Exhausted | StackOverflowError e) {
            return outcome(expected, false, Text.of("requestedit.judge.slow"));
        }
    }

    private static boolean status(String expected, int status) {
        return expected.endsWith("xx")
                ? String.valueOf(status).charAt(0) == expected.charAt(0)
                : expected.equals(String.valueOf(status));
    }

    private static Outcome header(Expectation expected, Map<String, List<String>> headers) {
        List<String> values = headers.entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(expected.at()))
                .flatMap(each -> each.getValue().stream()).toList();
        if (values.isEmpty()) return outcome(expected, false, Text.of("requestedit.judge.missing"));
        String value = String.join(", ", values);
        return outcome(expected, compare(expected, value, null), value);
    }

    private static Outcome json(Expectation expected, Bytes body) {
        try {
            JsonNode root = JSON.readTree(body.toArray());
            JsonNode found = JsonPath.compile(expected.at()).read(root, PATHS);
            boolean list = !JsonPath.isPathDefinite(expected.at());
            if (expected.sign().equals("exists")) return outcome(expected, !list || !found.isEmpty(), found.toString());
            return outcome(expected, compare(expected, found.isString() ? found.asString() : found.toString(), found),
                    found.toString());
        } catch (PathNotFoundException e) {
            return outcome(expected, false, Text.of("requestedit.judge.missing"));
        } catch (JacksonException e) {
            return outcome(expected, false, Text.of("requestedit.judge.no-json"));
        } catch (PatternSyntaxException e) {
            throw e;
        } catch (JsonPathException | IllegalArgumentException e) {
            return outcome(expected, false, Text.of("requestedit.judge.path", String.valueOf(e.getMessage())));
        }
    }

    /// By value for JSON, with the last digits of a sum let pass; in order for numbers, else by the alphabet.
    private static boolean compare(Expectation expected, String found,
            @Nullable JsonNode node) {
        String value = expected.value();
        return switch (expected.sign()) {
            case "exists" -> true;
            case "=" -> same(value, found, node);
            case "!=" -> !same(value, found, node);
            case "~" -> matches(value, found);
            default -> ordered(expected.sign(), found, value);
        };
    }

    private static boolean same(String value, String found, @Nullable JsonNode node) {
        if (node == null) return value.equalsIgnoreCase(found);
        try {
            JsonNode wanted = JSON.readTree(value);
            return Answers.compare(answer(wanted.toString()), answer(node.toString()), Tolerance.STRICT).agrees();
        } catch (JacksonException e) {
            return value.equals(found);
        }
    }

    private static Answer answer(String json) {
        // in an array, so that a bare value is JSON to whoever compares
        return Answer.of(200, "application/json", Bytes.utf8("[" + json + "]"), 0);
    }

    private static boolean matches(String pattern, String found) {
        return Pattern.compile(pattern).matcher(new CountedText(found, STEPS)).find();
    }

    private static boolean ordered(String sign, String found, String value) {
        int order;
        try {
            order = Double.compare(Double.parseDouble(found), Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return false;
        }
        return switch (sign) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> false;
        };
    }

    private Outcome schema(Expectation expected, Bytes body) {
        try {
            JsonNode schema = JSON.readTree(Files.readString(folder.resolve(expected.at())));
            var faults = SCHEMAS.getSchema(schema).validate(JSON.readTree(body.toArray()));
            String told = faults.isEmpty()
                    ? Text.of("requestedit.judge.fits")
                    : faults.stream().limit(FAULTS).map(each -> each.getInstanceLocation() + ": " + each.getMessage())
                            .collect(Collectors.joining("; "));
            return outcome(expected, faults.isEmpty(), told);
        } catch (IOException e) {
            return outcome(expected, false, Text.of("requestedit.judge.file", expected.at()));
        } catch (JacksonException | SchemaException e) {
            return outcome(expected, false, Text.of("requestedit.judge.no-schema", String.valueOf(e.getMessage())));
        }
    }

    private Outcome golden(Expectation expected, Exchange exchange) {
        try {
            byte[] kept = Files.readAllBytes(folder.resolve(expected.at()));
            String type = exchange.headers().entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(
                    "content-type")).flatMap(each -> each.getValue().stream()).findFirst().orElse("");
            Comparison difference = Answers.compare(Answer.of(exchange.status(), type, Bytes.copyOf(kept), 0),
                    Answer.of(exchange.status(), type, exchange.body(), 0), tolerance(expected.value()));
            String told = difference.agrees()
                    ? Text.of("requestedit.judge.agrees")
                    : difference.differences().stream().limit(FAULTS).map(each -> each.pointer() + ": " + each.one()
                            + " → " + each.other()).collect(Collectors.joining("; "));
            return outcome(expected, difference.agrees(), told);
        } catch (IOException e) {
            return outcome(expected, false, Text.of("requestedit.judge.file", expected.at()));
        } catch (IllegalArgumentException e) {
            return outcome(expected, false, Text.of("requestedit.judge.tolerance", expected.value()));
        }
    }

    /// `absolute=1e-6 relative=1e-4 ignore=id,created unordered=*`, each as [Tolerance] has it.
    static Tolerance tolerance(String words) {
        double absolute = Tolerance.STRICT.absolute();
        double relative = Tolerance.STRICT.relative();
        Set<String> ignored = new HashSet<>();
        Set<String> unordered = new HashSet<>();
        for (String word : words.strip().split("\\s+", -1)) {
            if (word.isEmpty()) continue;
            int sign = word.indexOf('=');
            String value = word.substring(sign + 1);
            switch (word.substring(0, Math.max(0, sign)).toLowerCase(Locale.ROOT)) {
                case "absolute" -> absolute = Double.parseDouble(value);
                case "relative" -> relative = Double.parseDouble(value);
                case "ignore" -> ignored.addAll(List.of(value.split(",")));
                case "unordered" -> unordered.addAll(List.of(value.split(",")));
                default -> throw new IllegalArgumentException(word);
            }
        }
        return new Tolerance(absolute, relative, ignored, unordered);
    }

    private static Outcome outcome(Expectation expected, boolean holds, String found) {
        String line = found.replaceAll("\\s+", " ");
        return new Outcome(expected, holds, line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…");
    }
}
