package slipway.check;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A passport as the JSON that scripts rely on, members always in the same order, secrets masked. Stateless.
public final class PassportJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectWriter PRETTY = JSON.writer().with(new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private PassportJson() {}

    /// One document, indented by two, without a line break at its end.
    public static String text(Passport passport) {
        return PRETTY.writeValueAsString(tree(passport));
    }

    /// The document as a tree, for one that holds it.
    public static ObjectNode tree(Passport passport) {
        Passport masked = Masking.of(passport);
        ObjectNode root = JSON.createObjectNode().put("target", masked.target())
                .put("imageDigest", masked.imageDigest()).put("kind", masked.kind())
                .put("startedAt", masked.startedAt().toString()).put("millis", rounded(masked.millis()));
        write(root.putObject("machine"), masked.machine());
        ArrayNode results = root.putArray("results");
        masked.results().forEach(result -> write(results.addObject(), result));
        return root;
    }

    private static void write(ObjectNode node, ContractResult result) {
        node.put("contract", result.contract()).put("profile", result.profile())
                .put("verdict", result.verdict().word()).put("title", result.title())
                .put("millis", rounded(result.millis()));
        ArrayNode rules = node.putArray("rules");
        result.rules().forEach(rule -> write(rules.addObject(), rule));
    }

    private static void write(ObjectNode node, RuleResult rule) {
        node.put("id", rule.id()).put("row", rule.row()).put("verdict", rule.verdict().word())
                .put("evidence", rule.evidence()).put("source", rule.source()).put("asks", rule.asks())
                .put("fix", rule.fix()).put("millis", rounded(rule.millis()));
        if (rule.exchanges().isEmpty()) return;
        ArrayNode exchanges = node.putArray("exchanges");
        rule.exchanges().forEach(one -> write(exchanges.addObject(), one));
    }

    private static void write(ObjectNode node, Exchange one) {
        node.put("method", one.method()).put("path", one.path());
        write(node.putObject("requestHeaders"), one.requestHeaders());
        node.put("requestBody", one.requestBody()).put("status", one.status());
        write(node.putObject("headers"), one.headers());
        node.put("body", one.body()).put("millis", rounded(one.millis()));
        if (one.error() != null) node.put("error", one.error());
    }

    private static void write(ObjectNode node, Map<String, String> pairs) {
        new TreeMap<>(pairs).forEach(node::put);
    }

    /// Microseconds are enough, and keep the file short.
    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }

    /// Whether `document` is a passport at all; other reports are signed too.
    static boolean isOne(byte[] document) {
        try {
            return JSON.readTree(document).has("results");
        } catch (JacksonException e) {
            return true;
        }
    }

    /// What [#text] wrote; members that it does not know are left out.
    public static Passport read(byte[] document) {
        try {
            JsonNode root = JSON.readTree(document);
            return new Passport(word(root, "target"), word(root, "kind"), wordOrNull(root, "imageDigest"),
                    Instant.parse(word(root, "startedAt")), root.path("millis").asDouble(0),
                    pairs(root.path("machine")), list(root, "results", PassportJson::result));
        } catch (JacksonException e) {
            throw unreadable(e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    public static Passport read(String document) {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static ContractResult result(JsonNode node) {
        return new ContractResult(word(node, "contract"), word(node, "title"), word(node, "profile"),
                Verdict.of(word(node, "verdict")), list(node, "rules", PassportJson::rule),
                node.path("millis").asDouble(0));
    }

    private static RuleResult rule(JsonNode node) {
        return new RuleResult(word(node, "id"), wordOrNull(node, "row"), Verdict.of(word(node, "verdict")),
                word(node, "evidence"), word(node, "source"), word(node, "asks"), word(node, "fix"),
                node.has("exchanges") ? list(node, "exchanges", PassportJson::exchange) : List.of(),
                node.path("millis").asDouble(0));
    }

    private static Exchange exchange(JsonNode node) {
        return new Exchange(word(node, "method"), word(node, "path"), pairs(node.path("requestHeaders")),
                word(node, "requestBody"), node.path("status").asInt(0), pairs(node.path("headers")),
                word(node, "body"), node.path("millis").asDouble(0), wordOrNull(node, "error"));
    }

    private static Map<String, String> pairs(JsonNode node) {
        var pairs = new TreeMap<String, String>();
        node.properties().forEach(entry -> pairs.put(entry.getKey(), entry.getValue().asString("")));
        return pairs;
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> each) {
        JsonNode array = node.path(name);
        if (!array.isArray()) throw new IllegalArgumentException(name);
        var all = new ArrayList<T>();
        array.forEach(one -> all.add(each.apply(one)));
        return all;
    }

    private static String word(JsonNode node, String name) {
        String word = wordOrNull(node, name);
        if (word == null) throw new IllegalArgumentException(name);
        return word;
    }

    private static @Nullable String wordOrNull(JsonNode node, String name) {
        JsonNode word = node.path(name);
        if (word.isMissingNode() || word.isNull()) return null;
        if (!word.isString()) throw new IllegalArgumentException(name);
        return word.stringValue();
    }

    private static StudioException unreadable(String reason, Exception cause) {
        var problem = Problem.of("check.passport-unreadable", reason);
        return new StudioException(problem, cause);
    }
}
