package slipway.ui.widget;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.layout.Region;

/// How large the window’s text is: 1 as drawn, up to [#MOST]. One for the whole window, as the theme is; FX thread.
///
/// Style sheets are rewritten by [Sheets]; code that sets a font or the height of something with text asks here.
public final class TextScale {
    public static final double MOST = 2;
    /// What one press of a key changes.
    public static final double STEP = 0.1;

    /// What holds text grows with it; narrower is decoration, wider are panes, which have to stay within the window.
    private static final double DECORATION = 18;
    private static final double PANE = 400;
    private static final Pattern SIZES = Pattern.compile("-fx-(font-size|icon-size|cell-size|size|(?:min|pref|max)-"
            + "(?:width|height))\\s*:\\s*([0-9]+(?:\\.[0-9]+)?)(px)?\\s*;");

    private static final ReadOnlyDoubleWrapper FACTOR = new ReadOnlyDoubleWrapper(1);

    private TextScale() {}

    /// From 1 to [#MOST].
    public static ReadOnlyDoubleProperty factor() {
        return FACTOR.getReadOnlyProperty();
    }

    /// Text is `factor` times as large from now on, rounded to the next [#STEP] between 1 and [#MOST].
    public static void become(double factor) {
        double next = rounded(factor);
        if (next == FACTOR.get()) return;
        FACTOR.set(next);
        Sheets.again();
    }

    /// `factor` as it can be: in steps of [#STEP] from 1 to [#MOST]; what is no number is 1.
    public static double rounded(double factor) {
        if (Double.isNaN(factor)) return 1;
        return Math.clamp(Math.round(factor / STEP) / 10.0, 1, MOST);
    }

    /// So many pixels at the size that text has now.
    public static double of(double pixels) {
        return pixels * FACTOR.get();
    }

    /// [#of], following every change.
    public static DoubleBinding times(double pixels) {
        return FACTOR.multiply(pixels);
    }

    /// Keeps `region` as high as its text wants. Nothing else may set these heights.
    ///
    /// @param least  in pixels of text at its first size
    /// @param wanted likewise
    public static void height(Region region, double least, double wanted) {
        region.minHeightProperty().bind(times(least));
        region.prefHeightProperty().bind(times(wanted));
    }

    /// `css` with its fonts, its icons, and what is as high or as wide as text, `factor` times as large.
    static String rewritten(String css, double factor) {
        return SIZES.matcher(css).replaceAll(found -> Matcher.quoteReplacement(size(found.group(1), Double.parseDouble(
                found.group(2)), factor)));
    }

    private static String size(String name, double pixels, double factor) {
        boolean text = name.equals("font-size") || name.equals("icon-size");
        boolean grows = text || (pixels > DECORATION && pixels <= PANE);
        return "-fx-" + name + ": " + (grows ? Math.round(pixels * factor * 100) / 100.0 : pixels) + "px;";
    }
}
