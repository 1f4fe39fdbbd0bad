package slipway.cli;

import java.util.Locale;

/// Whether a window can be opened here.
public final class Display {
    private Display() {}

    /// On Linux a display must be named; elsewhere there always is one.
    public static boolean present() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) return true;
        return named("DISPLAY") || named("WAYLAND_DISPLAY");
    }

    private static boolean named(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }
}
