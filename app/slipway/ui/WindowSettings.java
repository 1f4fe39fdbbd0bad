package slipway.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.ui.widget.TextScale;

/// What the window remembers. `theme` is `system`, `light` or `dark`; sizes in pixels.
///
/// @param limits the latency limit set for each endpoint, in milliseconds
/// @param attention what of the activity log was seen, and whether news may pop up
/// @param language the tag of a [slipway.base.Language], or empty for the system’s
/// @param reading  how large text is, and whether anything moves
public record WindowSettings(String theme, double width, double height, boolean maximized, boolean railCollapsed,
        String page, boolean modelCards, ChosenCheck check, Map<String, Double> limits, Attention attention,
        String language, Reading reading) {
    public static final WindowSettings DEFAULT = new WindowSettings("system", 1440, 900, false, false, "overview",
            false);

    /// One whose page of checks was never opened.
    public WindowSettings(String theme, double width, double height, boolean maximized, boolean railCollapsed,
            String page, boolean modelCards) {
        this(theme, width, height, maximized, railCollapsed, page, modelCards, ChosenCheck.NONE, Map.of(),
                Attention.NEW, "", Reading.PLAIN);
    }

    /// The cell that is open on the page of checks, by target and contract, and how its rules are ordered.
    public record ChosenCheck(String target, String contract, boolean failuresFirst) {
        public static final ChosenCheck NONE = new ChosenCheck("", "", true);
    }

    /// Reads `window.json` of the workspace's state folder without a JSON library, because the first frame waits for it; whatever cannot be read
    /// is as in [#DEFAULT]. The real reading follows behind the frame.
    public static WindowSettings peek(Path stateFolder) {
        String json;
        try {
            json = Files.readString(stateFolder.resolve("window.json"));
        } catch (IOException e) {
            return DEFAULT;
        }
        return new WindowSettings(word(json, "theme", DEFAULT.theme), number(json, "width", DEFAULT.width),
                number(json, "height", DEFAULT.height), word(json, "maximized", "false").equals("true"),
                word(json, "railCollapsed", "false").equals("true"), word(json, "page", DEFAULT.page),
                word(json, "modelCards", "false").equals("true")).withAttention(
                        new Attention(
                                (long) number(json, "seenMillis", 0), word(json, "quiet", "false").equals("true")))
                .withLanguage(word(json, "language", ""))
                .withReading(new Reading(number(json, "textScale", 1), word(json, "motion", Reading.SYSTEM)));
    }

    /// With what the frame itself changes taken from `frame`, and what pages keep left as it is here.
    WindowSettings withFrame(WindowSettings frame) {
        return new WindowSettings(frame.theme, frame.width, frame.height, frame.maximized, frame.railCollapsed,
                frame.page, modelCards, check, limits, frame.attention, frame.language, frame.reading);
    }

    WindowSettings withTheme(String next) {
        return new WindowSettings(next, width, height, maximized, railCollapsed, page, modelCards, check, limits,
                attention, language, reading);
    }

    WindowSettings withSize(double w, double h, boolean max) {
        return new WindowSettings(theme, w, h, max, railCollapsed, page, modelCards, check, limits, attention,
                language, reading);
    }

    WindowSettings withRail(boolean collapsed) {
        return new WindowSettings(theme, width, height, maximized, collapsed, page, modelCards, check, limits,
                attention, language, reading);
    }

    WindowSettings withPage(String next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, next, modelCards, check, limits,
                attention, language, reading);
    }

    WindowSettings withModelCards(boolean cards) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, cards, check, limits,
                attention, language, reading);
    }

    WindowSettings withCheck(ChosenCheck next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, modelCards, next, limits,
                attention, language, reading);
    }

    WindowSettings withLimits(Map<String, Double> next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, modelCards, check, next,
                attention, language, reading);
    }

    WindowSettings withAttention(Attention next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, modelCards, check, limits,
                next, language, reading);
    }

    WindowSettings withLanguage(String next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, modelCards, check, limits,
                attention, next, reading);
    }

    WindowSettings withReading(Reading next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, modelCards, check, limits,
                attention, language, next);
    }

    /// How the window is read. What cannot be is as at first: text of the first size, moving as the system wishes.
    ///
    /// @param textScale from 1 to 2 in steps of 0.1
    /// @param motion    `system`, `reduced` or `full`
    public record Reading(double textScale, String motion) {
        public static final String SYSTEM = "system";
        public static final Reading PLAIN = new Reading(1, SYSTEM);

        public Reading {
            textScale = TextScale.rounded(textScale);
            if (!List.of("reduced", "full").contains(Objects.requireNonNullElse(motion, SYSTEM))) motion = SYSTEM;
        }

        Reading withTextScale(double next) {
            return new Reading(next, motion);
        }

        Reading withMotion(String next) {
            return new Reading(textScale, next);
        }
    }

    /// `seenMillis` is when the newest entry was made that the person has seen, 0 before the first look; `quiet` is:
    /// do not disturb.
    public record Attention(long seenMillis, boolean quiet) {
        public static final Attention NEW = new Attention(0, false);
    }

    private static String word(String json, String name, String otherwise) {
        Matcher found = Pattern.compile('"' + name + "\"\\s*:\\s*\"?([a-zA-Z0-9.-]+)").matcher(json);
        return found.find() ? found.group(1) : otherwise;
    }

    private static double number(String json, String name, double otherwise) {
        try {
            return Double.parseDouble(word(json, name, String.valueOf(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
