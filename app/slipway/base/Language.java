package slipway.base;

import java.util.Locale;

/// What the studio can speak. Any thread.
public enum Language {
    ENGLISH("en", "English", Locale.ENGLISH),
    SPANISH("es", "Español", Locale.of("es")),
    PORTUGUESE("pt-BR", "Português (Brasil)", Locale.of("pt", "BR")),
    FRENCH("fr", "Français", Locale.FRENCH);

    private final String tag;
    private final String own;
    private final Locale locale;

    Language(String tag, String own, Locale locale) {
        this.tag = tag;
        this.own = own;
        this.locale = locale;
    }

    /// As BCP 47 has it: `pt-BR`.
    public String tag() {
        return tag;
    }

    /// Its name in itself.
    public String own() {
        return own;
    }

    /// How it writes numbers and dates.
    public Locale locale() {
        return locale;
    }

    /// The one for a tag (`es`, `pt-BR`, `pt_PT`, `fr-CA`; a Portuguese of anywhere is ours), and English for what is
    /// not spoken here; for an empty one [#ofSystem].
    public static Language of(String tag) {
        return tag.isBlank() ? ofSystem() : of(locale(tag));
    }

    /// What is spoken where nobody chose: what `SLIPWAY_LANG` says, as a person may want another one here alone, else
    /// the system’s own.
    public static Language ofSystem() {
        return ofSystem(System.getenv().getOrDefault("SLIPWAY_LANG", ""), Locale.getDefault(Locale.Category.DISPLAY));
    }

    static Language ofSystem(String here, Locale system) {
        return of(here.isBlank() ? system : locale(here));
    }

    private static Locale locale(String tag) {
        return Locale.forLanguageTag(tag.strip().replace('_', '-'));
    }

    private static Language of(Locale wanted) {
        for (Language each : values()) {
            if (each.locale.getLanguage().equals(wanted.getLanguage())) return each;
        }
        return ENGLISH;
    }
}
