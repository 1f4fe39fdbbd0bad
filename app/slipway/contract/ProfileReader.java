package slipway.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import slipway.base.JsonTree;
import slipway.base.Problem;
import slipway.base.StudioException;

/// Reads a profile: JSON in which comments may stand, every member known, every figure in its range. Stateless.
final class ProfileReader {
    /// Payload forms that [ExampleRows] makes; `csv` with a header, `csv-rows` without, `chat` whatever the signature. It
    /// stands here because the sample server reads profiles and carries nothing that makes requests.
    static final Set<String> FORMS = new TreeSet<>(Set.of("dataframe_split", "dataframe_records", "inputs",
            "instances", "input_data", "data", "csv", "csv-rows", "infer", "chat"));

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final long DAY = 86_400;
    private static final long MOST_BYTES = 1L << 40;

    private ProfileReader() {}

    /// @param file as a person knows it, for what is told when it is not good
    static Profile read(String file, byte[] json) {
        try {
            return profile(new Members(file, "", JsonTree.readCommented(json)));
        } catch (JsonTree.Malformed e) {
            throw new StudioException(
                    Problem.of("contract.not-json", file, e.line(), e.column(), String.valueOf(e.getMessage())), e);
        }
    }

    private static Profile profile(Members of) {
        String id = of.text("id");
        if (!ID.matcher(id).matches()) throw of.wrong("id", "contract.wants-id");
        Map<String, String> sources = sources(of.object("sources"));
        Members routes = of.object("routes");
        Members limits = of.object("limits");
        var profile = new Profile(id, of.text("title"), edition(of), route(routes, "live"), route(routes, "ready"),
                predict(routes), port(of.object("port")), path(of), of.texts("arguments"),
                of.object("environment").textMap(), health(of.object("health")), seconds(limits, "predictS", 1),
                limits.number("bodyBytes", 1, MOST_BYTES), seconds(limits, "stopS", 1), payloads(of),
                of.has("update") ? of.object("update").textMap() : Map.of(), rules(of, sources));
        routes.end();
        limits.end();
        of.end();
        return profile;
    }

    private static String edition(Members of) {
        String edition = of.text("edition");
        if (!edition.matches("\\d{4}-\\d{2}")) throw of.wrong("edition", "contract.wants-month");
        return edition;
    }

    private static String path(Members of) {
        String path = of.text("modelPath");
        if (!path.startsWith("/")) throw of.wrong("modelPath", "contract.wants-path");
        return path;
    }

    private static String route(Members routes, String key) {
        String route = routes.text(key);
        if (!route.startsWith("/")) throw routes.wrong(key, "contract.wants-path");
        return route;
    }

    private static List<String> predict(Members routes) {
        List<String> predict = routes.texts("predict");
        if (predict.isEmpty() || !predict.stream().allMatch(each -> each.startsWith("/"))) {
            throw routes.wrong("predict", "contract.wants-path");
        }
        return predict;
    }

    private static List<String> payloads(Members of) {
        List<String> forms = of.texts("payloads");
        if (!FORMS.containsAll(forms)) {
            throw of.wrong("payloads", "contract.wants-forms", String.join(", ", FORMS));
        }
        return forms;
    }

    private static Profile.Port port(Members of) {
        int from = (int) of.number("from", 1, 65_535);
        int to = (int) of.number("to", from, 65_535);
        Set<Integer> reserved = new HashSet<>();
        for (Object each : of.list("reserved")) {
            if (!(each instanceof Long number)) throw of.wrong("reserved", "contract.wants-number", from, to);
            reserved.add(number.intValue());
        }
        var port = new Profile.Port((int) of.number("default", from, to), of.flag("free"), from, to, reserved);
        of.end();
        return port;
    }

    private static HealthPolicy health(Members of) {
        var policy = new HealthPolicy(seconds(of, "startPeriodS", 0), seconds(of, "intervalS", 1),
                seconds(of, "timeoutS", 1), (int) of.number("retries", 1, 1000), seconds(of, "startLimitS", 1));
        of.end();
        return policy;
    }

    private static Duration seconds(Members of, String key, long from) {
        return Duration.ofSeconds(of.number(key, from, DAY));
    }

    /// Key to `title (date)`.
    private static Map<String, String> sources(Members of) {
        var result = new LinkedHashMap<String, String>();
        for (String key : of.rest().keySet()) {
            Members source = of.object(key);
            result.put(key, source.text("title") + " (" + source.text("date") + ")");
            source.end();
        }
        return result;
    }

    private static List<Profile.Rule> rules(Members of, Map<String, String> sources) {
        var rules = new ArrayList<Profile.Rule>();
        var ids = new HashSet<String>();
        for (Object each : of.list("rules")) {
            Members one = new Members(of.file(), "rules[" + rules.size() + "]", each);
            String id = one.text("id");
            if (!ID.matcher(id).matches()) throw one.wrong("id", "contract.wants-id");
            if (!ids.add(id)) throw one.wrong("id", "contract.id-twice", id);
            String source = sources.get(one.text("source"));
            if (source == null) {
                throw one.wrong("source", "contract.wants-source", String.join(", ", sources.keySet()));
            }
            rules.add(new Profile.Rule(id, one.optional("row"), one.text("check"), severity(one), source, Map.of(),
                    one.optional("asks"), one.optional("fix")).with(one.rest()));
        }
        return rules;
    }

    private static Profile.Severity severity(Members rule) {
        String word = rule.has("severity") ? rule.text("severity") : "fail";
        return switch (word) {
            case "fail" -> Profile.Severity.FAIL;
            case "warn" -> Profile.Severity.WARN;
            default -> throw rule.wrong("severity", "contract.wants-severity");
        };
    }
}
