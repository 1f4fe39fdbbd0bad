package slipway.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

import slipway.base.StudioException;

/// How a container answers health probes over time, from its start: first not at all, then as its points say. Immutable.
///
/// @param points in the order of time
public record Trace(List<Point> points) {
    private static final Pattern STEP = Pattern.compile("[,\\n]");
    /// What a probe gets.
    public enum Answer {
        /// Nothing listens.
        NONE,
        /// Something answers, but not 200.
        ERROR, GOOD
    }

    /// From `at` on, a probe gets `answer` after `latency`.
    public record Point(Duration at, Answer answer, Duration latency) {}

    private static final Duration QUICK = Duration.ofMillis(50);
    /// Longer than any platform waits.
    private static final Duration HANGS = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Point START = new Point(Duration.ZERO, Answer.NONE, Duration.ZERO);
    private static final Map<String, Point> WORDS = Map.of("ready", new Point(Duration.ZERO, Answer.GOOD, QUICK),
            "recover", new Point(Duration.ZERO, Answer.GOOD, QUICK), "slow",
            new Point(Duration.ZERO, Answer.GOOD, Duration.ofSeconds(5)), "hang",
            new Point(Duration.ZERO, Answer.GOOD, HANGS), "error", new Point(Duration.ZERO, Answer.ERROR, QUICK),
            "dead", START);
    private static final Pattern TIME = Pattern.compile("(\\d{1,7}(?:\\.\\d+)?)(ms|s|m|h)?");

    public Trace {
        for (Point point : points) {
            if (point.at.compareTo(LONGEST) > 0) throw StudioException.of("rehearse.trace", point.at.toSeconds());
        }
        points = points.stream().sorted(Comparator.comparing(Point::at)).toList();
    }

    /// `ready=40,slow=300:5,dead=601,recover=700` (a word, when, and how long an answer takes), by commas or line ends;
    /// or a JSON list of `{"at": 40, "answer": "good", "latency": 0.05}`. Times are seconds, or `90s`, `10m`, `500ms`.
    public static Trace parse(String text) {
        String given = text.strip();
        if (given.startsWith("[")) return json(given);
        var points = new ArrayList<Point>();
        for (String step : STEP.splitAsStream(given).toList()) {
            if (!step.isBlank()) points.add(step(step.strip()));
        }
        if (points.isEmpty()) throw StudioException.of("rehearse.trace", given);
        return new Trace(points);
    }

    private static Point step(String step) {
        String[] sides = step.split("[=:]", -1);
        Point word = WORDS.get(sides[0].strip().toLowerCase(Locale.ROOT));
        if (word == null || sides.length < 2 || sides.length > 3) throw StudioException.of("rehearse.trace", step);
        return new Point(time(sides[1], step), word.answer, sides.length == 3 ? time(sides[2], step) : word.latency);
    }

    /// `10m`, `90s`, `500ms`; a bare number is seconds.
    static Duration time(String text, String within) {
        Matcher match = TIME.matcher(text.strip());
        if (!match.matches()) throw StudioException.of("rehearse.trace", within);
        double amount = Double.parseDouble(match.group(1));
        return Duration.ofMillis(Math.round(amount * switch (match.group(2) == null ? "s" : match.group(2)) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
        }));
    }

    private static Trace json(String text) {
        switch (JsonText.read(text)) {
            case JsonText.Broken broken -> throw new StudioException(broken.problem());
            case JsonText.Good good -> {
                if (good.root().isEmpty()) throw StudioException.of("rehearse.trace", text);
                return new Trace(good.root().valueStream().map(Trace::point).toList());
            }
        }
    }

    private static Point point(JsonNode node) {
        try {
            Answer answer = Answer.valueOf(node.path("answer").asString("").toUpperCase(Locale.ROOT));
            return new Point(time(node.path("at").asString(""), node.toString()), answer,
                    node.has("latency")
                            ? time(node.path("latency").asString(), node.toString())
                            : answer == Answer.NONE ? Duration.ZERO : QUICK);
        } catch (IllegalArgumentException e) {
            throw StudioException.of("rehearse.trace", node);
        }
    }

    /// How it answers at `time`.
    Point at(Duration time) {
        return points.stream().filter(point -> point.at.compareTo(time) <= 0).reduce(START, (one, next) -> next);
    }

    /// When it stops to listen after `from` and until `to`.
    Optional<Duration> stops(Duration from, Duration to) {
        return points.stream().filter(point -> point.answer == Answer.NONE).map(Point::at)
                .filter(at -> at.compareTo(from) > 0 && at.compareTo(to) <= 0).findFirst();
    }

    /// When it last changes.
    Duration last() {
        return points.isEmpty() ? Duration.ZERO : points.getLast().at;
    }
}
