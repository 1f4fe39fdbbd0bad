package slipway.ui;

import java.util.regex.Pattern;

/// How the name of an image may be written: `registry:5000/team/iris:2`, or with `@sha256:…`. Stateless.
public final class ImageReference {
    private static final String HOST = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\\d{1,5})?/)?";
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
    private static final String TAG = "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?";
    private static final Pattern NAMED = Pattern.compile(HOST + PART + "(?:/" + PART + ")*" + TAG);
    private static final Pattern DIGEST = Pattern.compile("@sha256:[0-9a-f]{64}$");

    private ImageReference() {}

    /// Whether an image can be given this name.
    public static boolean name(String text) {
        return text.length() <= 255 && NAMED.matcher(text).matches();
    }

    /// Whether an image can be asked for by this.
    public static boolean good(String text) {
        return name(DIGEST.matcher(text).replaceFirst(""));
    }
}
