package slipway.catalog.fix;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// One requirement of Python as PEP 508 writes it: `name[extras]>=1,<2; marker`, or `name @ url`. Parts that are not
/// there are empty.
///
/// @param specifier versions, with their operators (`==1.2.1`)
/// @param marker    with its semicolon
public record Requirement(String name, String extras, String specifier, String url, String marker) {
    private static final int LONGEST = 1_000;
    private static final Pattern WHOLE = Pattern.compile(
            "(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?<extras>\\[[A-Za-z0-9._,\\s-]*])?\\s*"
                    + "(?:@\\s*(?<url>[^\\s;]+)|(?<spec>[^;@]*))(?<marker>\\s*;.*)?");
    private static final Pattern CLAUSE = Pattern
            .compile("(?<op>~=|===|==|!=|<=|>=|<|>)\\s*(?<version>[A-Za-z0-9_.*+!-]+)");
    private static final Pattern MARKER = Pattern.compile(";\\s*[(\\w'\"].*?(?:[<>=!~]=?|\\bin\\b).*[\\w)'\"]");
    /// PEP 440; the ending `.*` goes with `==` and `!=` only.
    private static final Pattern VERSION = Pattern.compile("v?(?:\\d+!)?\\d+(?:\\.\\d+)*"
            + "(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\\d*)?(?:-\\d+|[-_.]?(?:post|rev|r)[-_.]?\\d*)?"
            + "(?:[-_.]?dev[-_.]?\\d*)?(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?", Pattern.CASE_INSENSITIVE);

    /// The requirement that `text` is.
    ///
    /// @throws StudioException that says what is wrong with it
    public static Requirement parse(String text) {
        String line = text.strip();
        Matcher whole = WHOLE.matcher(line);
        if (line.length() > LONGEST || !whole.matches() || !whole.group("name").matches(".*[A-Za-z0-9]"))
            throw StudioException.of("catalog.requirement-name", shown(line));
        String marker = part(whole.group("marker"));
        if (!marker.isEmpty() && !MARKER.matcher(marker).matches())
            throw StudioException.of("catalog.requirement-marker", marker);
        String specifier = part(whole.group("spec"));
        if (specifier.startsWith("(") && specifier.endsWith(")"))
            specifier = specifier.substring(1, specifier.length() - 1).strip();
        if (!specifier.isEmpty()) check(specifier, line);
        specifier = specifier.replaceAll("\\s+", "");
        return new Requirement(whole.group("name"), part(whole.group("extras")), specifier, part(whole.group("url")),
                marker);
    }

    /// As [#parse], null where it is none.
    static @Nullable Requirement read(String text) {
        try {
            return parse(text);
        } catch (StudioException e) {
            return null;
        }
    }

    /// The [#key] of the package that `line` names; empty where it names none.
    public static Optional<String> keyOf(String line) {
        return Optional.ofNullable(read(line)).map(Requirement::key);
    }

    private static void check(String specifier, String line) {
        for (String part : specifier.split(",", -1)) {
            Matcher clause = CLAUSE.matcher(part.strip());
            if (!clause.matches()) {
                boolean named = part.strip().matches("[A-Za-z].*");
                throw StudioException.of(named ? "catalog.requirement-name" : "catalog.requirement-version",
                        shown(named ? line : part.strip()));
            }
            String version = clause.group("version");
            String operator = clause.group("op");
            if (operator.equals("===")) continue;
            boolean equal = operator.equals("==") || operator.equals("!=");
            String exact = equal && version.endsWith(".*") ? version.substring(0, version.length() - 2) : version;
            if (!VERSION.matcher(exact).matches())
                throw StudioException.of("catalog.requirement-version", shown(part.strip()));
        }
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static String part(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /// What tells packages apart: case, `-`, `_` and `.` do not (PEP 503).
    public String key() {
        return key(name);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    /// Whether one build has the same as the next.
    public boolean pinned() {
        return !url.isEmpty() || (specifier.matches("===?[^,]+") && !specifier.endsWith("*"));
    }

    /// What it says of versions, for people: `1.2.1`, `>=1,<2`, the address, or empty.
    public String versions() {
        if (!url.isEmpty()) return url;
        return pinned() ? specifier.replaceFirst("^=+\\s*", "") : specifier;
    }

    /// Whether the plain version (`1.2.1`) is among those asked for; false also where that is not to be told.
    boolean takes(String version) {
        if (!url.isEmpty()) return false;
        if (specifier.isEmpty()) return true;
        for (String part : specifier.split(",", -1)) {
            Matcher clause = CLAUSE.matcher(part.strip());
            if (!clause.matches()) return false;
            String wanted = clause.group("version");
            if (!plain(version) || !plain(wanted)) return false;
            int order = compare(version, wanted);
            boolean fits = switch (clause.group("op")) {
                case ">=" -> order >= 0;
                case ">" -> order > 0;
                case "<=" -> order <= 0;
                case "<" -> order < 0;
                case "!=" -> order != 0;
                case "~=" -> order >= 0 && wanted.contains(".")
                        && (version + ".").startsWith(wanted.substring(0, wanted.lastIndexOf('.') + 1));
                default -> false;
            };
            if (!fits) return false;
        }
        return true;
    }

    private static boolean plain(String version) {
        return version.matches("\\d{1,9}(\\.\\d{1,9}){0,9}");
    }

    private static int compare(String one, String other) {
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = Integer.compare(i < left.length ? Integer.parseInt(left[i]) : 0,
                    i < right.length ? Integer.parseInt(right[i]) : 0);
            if (order != 0) return order;
        }
        return 0;
    }

    Requirement pinnedTo(String version) {
        return new Requirement(name, extras, "==" + version, "", marker);
    }

    /// As it is written.
    public String text() {
        return name + extras + (url.isEmpty() ? specifier : " @ " + url) + (marker.isEmpty() ? "" : spaced());
    }

    /// After an address the semicolon would be part of it.
    private String spaced() {
        return (url.isEmpty() ? "" : " ") + marker;
    }
}
