package slipway.testkit;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What must hold between the English texts and those of another language, as functions to broken rules.
public final class LanguageRules {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+(?:,\\w+)?)");
    /// Words that people of every language type as they stand.
    private static final Pattern FIXED = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+|`[^`]+`");
    /// No list of numbers, which other languages write alike.
    private static final Pattern THOUSANDS = Pattern.compile("(?<![\\d,])[1-9]\\d{0,2}(?:,\\d{3})+(?![\\d,])");
    private static final Pattern SENTENCE = Pattern.compile("[a-z]{3,}[ ,.:;]+[a-z]{3,}");

    private LanguageRules() {}

    /// Texts that only one of both has.
    public static Set<String> missing(Map<String, String> english, Map<String, String> other) {
        var broken = new TreeSet<String>();
        english.keySet().stream().filter(key -> !other.containsKey(key))
                .forEach(key -> broken.add(key + " is not translated"));
        other.keySet().stream().filter(key -> !english.containsKey(key))
                .forEach(key -> broken.add(key + " is not in English"));
        return broken;
    }

    /// Translations that cannot take the place of the English text: other places to fill, words lost that are typed as
    /// they stand, numbers in the English way, a straight apostrophe, nothing said.
    public static Set<String> unlike(Map<String, String> english, Map<String, String> other, Locale locale) {
        var broken = new TreeSet<String>();
        english.forEach((key, pattern) -> {
            String said = other.get(key);
            if (said == null) return;
            if (!places(pattern).equals(places(said)))
                broken.add(key + " fills " + places(said) + " and not " + places(pattern));
            if (said.contains("'")) broken.add(key + " has a straight apostrophe");
            THOUSANDS.matcher(pattern).results().map(found -> found.group()).filter(said::contains)
                    .forEach(number -> broken.add(key + " writes " + number + " as English does"));
            if (said.isBlank() && !pattern.isBlank()) broken.add(key + " says nothing");
            FIXED.matcher(pattern).results().map(found -> found.group()).filter(word -> !said.contains(word))
                    .forEach(word -> broken.add(key + " lost " + word));
            try {
                new MessageFormat(said, locale);
            } catch (IllegalArgumentException e) {
                broken.add(key + " is no pattern: " + e.getMessage());
            }
        });
        return broken;
    }

    /// Sentences that stand in the other language as they do in English, and are not `same` in both.
    public static Set<String> untranslated(Map<String, String> english, Map<String, String> other, Set<String> same) {
        var broken = new TreeSet<String>();
        new HashMap<>(english).forEach((key, pattern) -> {
            if (pattern.equals(other.get(key)) && SENTENCE.matcher(pattern).find() && !same.contains(key))
                broken.add(key + " is English: " + pattern);
        });
        return broken;
    }

    private static Set<String> places(String pattern) {
        return PLACE.matcher(pattern).results().map(place -> place.group(1)).collect(Collectors.toCollection(
                TreeSet::new));
    }
}
