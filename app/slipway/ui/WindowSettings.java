package slipway.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the window remembers. `theme` is `system`, `light` or `dark`; sizes in pixels.
///
/// @param limits the latency limit set for each endpoint, in milliseconds
public record WindowSettings(String theme, double width, double height, boolean maximized, boolean railCollapsed,
        String page, boolean modelCards, ChosenCheck check, Map<String, Double> limits) {
    public static final WindowSettings DEFAULT = new WindowSettings("system", 1440, 900, false, false, "overview",
            false);

    /// One whose page of checks was never opened.
    public WindowSettings(String theme, double width, double height, boolean maximized, boolean railCollapsed,
            String page, boolean modelCards) {
        this(theme, width, height, maximized, railCollapsed, page, modelCards, ChosenCheck.NONE, Map.of());
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
                word(json, "modelCards", "false").equals("true"));
    }

    WindowSettings withTheme(String next) {
        return new WindowSettings(next, width, height, maximized, railCollapsed, page, modelCards, check, limits);
    }

    WindowSettings withSize(double w, double h, boolean max) {
        return new WindowSettings(theme, w, h, max, railCollapsed, page, modelCards, check, limits);
    }

    WindowSettings withRail(boolean collapsed) {
        return new WindowSettings(theme, width, height, maximized, collapsed, page, modelCards, check, limits);
    }

    WindowSettings withPage(String next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, next, modelCards, check, limits);
    }

    WindowSettings withModelCards(boolean cards) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, cards, check, limits);
    }

    WindowSettings withCheck(ChosenCheck next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, modelCards, next, limits);
    }

    WindowSettings withLimits(Map<String, Double> next) {
        return new WindowSettings(theme, width, height, maximized, railCollapsed, page, modelCards, check, next);
    }

    private static String word(String json, String name, String otherwise) {
        Matcher found = Pattern.compile('"' + name + "\"\\s*:\\s*\"?([a-zA-Z0-9.]+)").matcher(json);
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
