package slipway.ui.widget;

import java.util.List;

/// The colour of a deployment: by its position in its endpoint, the same on every page. Blue, green, purple, orange,
/// teal, rose, amber, grey: neighbours differ in lightness too, for eyes that do not tell red from green.
public final class Hues {
    public static final int COUNT = 8;

    private static final List<String> STYLES = List.of("hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7",
            "hue-8");

    private Hues() {}

    /// Style class of position `position`, counted from 0.
    public static String at(int position) {
        return STYLES.get(Math.floorMod(position, COUNT));
    }

    /// Style class of `name` among `names` in the file's order; the last one where it is unknown.
    public static String of(String name, List<String> names) {
        int position = names.indexOf(name);
        return at(position < 0 ? COUNT - 1 : position);
    }
}
