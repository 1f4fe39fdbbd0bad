package slipway.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// Every sentence a person reads, by key: `i18n/text-AREA.properties` (UTF-8), one file an area, merged; the other
/// languages beside it in folders by their tag (`i18n/pt-BR/text-AREA.properties`).
///
/// Patterns are [MessageFormat]s; the apostrophe is written ’ so that nothing is quoted by accident. A number that
/// the pattern gives no format is shown as it is (a port stays `8801`). It is here and not beside the window because
/// the command line speaks the same texts. English until [#speak] says otherwise. Any thread.
public final class Text {
    /// The areas, each a file of its own.
    public static final List<String> AREAS = List.of("base", "spec", "catalog", "engine", "docker", "build", "observe",
            "validate",
            "deploy",
            "traffic",
            "requests", "serve", "cli", "studio", "tour", "shell", "overview", "models", "deployments", "endpoints",
            "requestspage", "images", "contract", "check", "passport", "rehearse",
            "load", "record", "compare", "rollout", "lab", "monitor", "swarm",
            "logs", "metrics", "notify", "requestedit", "answers", "export", "exportview", "bundle", "scale",
            "scaleview", "settings", "welcome", "housekeeping", "network", "update", "help");

    private static final Pattern FORMATTED = Pattern.compile("\\{(\\d+),");
    private static volatile Language spoken = Language.ENGLISH;
    /// Null until somebody asks for a text: reading takes longer than the window needs to show its outline.
    private static volatile @Nullable Book book;

    private Text() {}

    /// Read when first asked for.
    private static final class English {
        static final Map<String, String> PATTERNS = load(Language.ENGLISH);
    }

    /// What one language says, and its patterns as far as they were read.
    private record Book(Language language, Map<String, String> patterns, Map<String, Filled> filled) {
        Book(Language language, Map<String, String> patterns) {
            this(language, patterns, new ConcurrentHashMap<>());
        }

        Filled pattern(String key, String pattern) {
            return filled.computeIfAbsent(key, k -> new Filled(new MessageFormat(pattern, language.locale()),
                    FORMATTED.matcher(pattern).results().map(place -> Integer.valueOf(place.group(1)))
                            .collect(Collectors.toSet())));
        }
    }

    /// A pattern that was read, and which places it gives a format, so that they need the number itself.
    private record Filled(MessageFormat format, Set<Integer> formatted) {}

    /// From now on texts are in `language`. Those already shown or kept stay as they are.
    public static synchronized void speak(Language language) {
        if (language == spoken) return;
        book = null;
        spoken = language;
    }

    public static Language language() {
        return spoken;
    }

    /// How numbers and dates are written now.
    public static Locale locale() {
        return spoken.locale();
    }

    /// The text of `key`; a missing key answers itself in brackets, which `TextTest` never lets pass.
    public static String of(String key, Object... args) {
        Book now = book();
        String pattern = now.patterns.get(key);
        if (pattern == null) return "[" + key + "]";
        Filled filled = now.pattern(key, pattern);
        Object[] shown = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            shown[i] = filled.formatted.contains(i) ? args[i] : String.valueOf(args[i]);
        }
        synchronized (filled.format) {
            return filled.format.format(shown);
        }
    }

    public static boolean has(String key) {
        return English.PATTERNS.containsKey(key);
    }

    /// Every key that begins with `prefix`.
    public static List<String> keys(String prefix) {
        return English.PATTERNS.keySet().stream().filter(key -> key.startsWith(prefix)).sorted().toList();
    }

    private static Book book() {
        Book now = book;
        return now != null ? now : read();
    }

    private static synchronized Book read() {
        Book now = book;
        if (now == null) {
            now = new Book(spoken, patterns(spoken));
            book = now;
        }
        return now;
    }

    private static Map<String, String> patterns(Language language) {
        if (language == Language.ENGLISH) return English.PATTERNS;
        // a text that a language lacks is better read in English than not at all
        var all = new HashMap<>(English.PATTERNS);
        all.putAll(load(language));
        return Map.copyOf(all);
    }

    private static Map<String, String> load(Language language) {
        String folder = language == Language.ENGLISH ? "/i18n/" : "/i18n/" + language.tag() + "/";
        var all = new HashMap<String, String>();
        for (String area : AREAS) {
            try (InputStream in = Text.class.getResourceAsStream(folder + "text-" + area + ".properties")) {
                if (in == null) continue;
                var own = new Properties();
                own.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                own.forEach((key, value) -> all.put((String) key, (String) value));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.copyOf(all);
    }
}
