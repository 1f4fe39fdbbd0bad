package slipway.ui.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.Parent;
import javafx.scene.Scene;

/// Puts the style sheets of `/css` on what wears them, and again whenever [TextScale] changes. FX thread.
public final class Sheets {
    private static final List<Worn> WORN = new ArrayList<>();
    /// Those of the size that text has now.
    private static final Map<String, String> MADE = new HashMap<>();

    private Sheets() {}

    /// A list of sheets that goes with its owner.
    private record Worn(WeakReference<List<String>> sheets, String name) {}

    /// `owner` and what is in it wear the sheet `name`, without `.css`.
    public static void wear(Parent owner, String name) {
        put(owner.getStylesheets(), name);
    }

    /// The whole `scene` wears the sheet `name`; once, however often it is asked for.
    public static void wear(Scene scene, String name) {
        put(scene.getStylesheets(), name);
    }

    /// Text has another size.
    static void again() {
        var before = Map.copyOf(MADE);
        MADE.clear();
        WORN.removeIf(worn -> worn.sheets.get() == null);
        for (Worn worn : WORN) {
            List<String> sheets = worn.sheets.get();
            String old = before.get(worn.name);
            if (sheets != null && old != null) sheets.replaceAll(each -> each.equals(old) ? url(worn.name) : each);
        }
    }

    private static void put(List<String> sheets, String name) {
        String url = url(name);
        if (sheets.contains(url)) return;
        sheets.add(url);
        WORN.add(new Worn(new WeakReference<>(sheets), name));
    }

    private static String url(String name) {
        return MADE.computeIfAbsent(name, Sheets::made);
    }

    private static String made(String name) {
        String path = "/css/" + name + ".css";
        double factor = TextScale.factor().get();
        // as it is in the file costs nothing before the first frame
        if (factor == 1) return Objects.requireNonNull(Sheets.class.getResource(path), path).toExternalForm();
        try (InputStream in = Objects.requireNonNull(Sheets.class.getResourceAsStream(path), path)) {
            String css = TextScale.rewritten(new String(in.readAllBytes(), StandardCharsets.UTF_8), factor);
            return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
