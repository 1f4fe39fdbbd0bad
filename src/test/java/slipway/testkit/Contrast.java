package slipway.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

import org.kordamp.ikonli.javafx.FontIcon;

import slipway.ui.widget.Ink;

/// Measures every text and icon of a scene against what is really painted behind it, as WCAG 2.2 does: 4.5 to 1 for
/// text, 3 to 1 for large text, icons, and the lines of charts; what cannot be used now is exempt. FX thread.
public final class Contrast {
    public static final double TEXT = 4.5;
    public static final double GRAPHICS = 3;

    private static final double LARGE = 24;
    private static final double LARGE_BOLD = 18.66;
    /// Of the points looked at, as many have to be of a colour for it to count: not the edge of a pill.
    private static final double COUNTS = 0.15;
    private static final double UNSEEN = 0.02;
    private static final PseudoClass DISABLED = PseudoClass.getPseudoClass("disabled");
    private static final int COLUMNS = 12;
    private static final int ROWS = 5;

    private Contrast() {}

    /// One text or icon that is too faint.
    public record Fault(String where, String what, Color ink, Color behind, double ratio, double wanted) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f of %.1f: “%s” %s on %s in %s", ratio, wanted, what, hex(ink),
                    hex(behind), where);
        }
    }

    /// What is too faint in `scene` as it is shown now.
    public static List<Fault> faults(Scene scene) {
        return faults(scene, scene.getRoot());
    }

    /// What is too faint in a part of `scene`: what is behind something that has to be closed first is exempt.
    public static List<Fault> faults(Scene scene, Node within) {
        var texts = new ArrayList<Text>();
        var inks = new ArrayList<Ink>();
        collect(within, texts, inks);
        Image behind = behind(scene, texts);
        var faults = new ArrayList<Fault>();
        for (Text text : texts) {
            String what = text instanceof FontIcon icon ? String.valueOf(icon.getIconLiteral()) : text.getText();
            Bounds seen = Seen.of(text);
            if (seen == null || !(text.getFill() instanceof Color ink)) continue;
            worst(what, text, ink, wanted(text), behind, seen).ifPresent(faults::add);
        }
        for (Ink ink : inks) {
            Parent drawing = ink.getParent();
            Bounds seen = drawing == null ? null : Seen.of(drawing);
            if (seen == null || !(ink.getFill() instanceof Color colour)) continue;
            worst(String.join(" ", ink.getStyleClass()), ink, colour, wanted(ink), behind, seen).ifPresent(faults::add);
        }
        return faults;
    }

    /// From 1 to 21.
    public static double ratio(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static void collect(Node node, List<Text> texts, List<Ink> inks) {
        // a menu marks its items, and leaves them enabled
        if (!node.isVisible() || node.isDisabled() || node.getPseudoClassStates().contains(DISABLED)) return;
        if (node instanceof Text text && !text.getText().isBlank()) texts.add(text);
        // the grid is decoration, and a page or a panel is what others stand on
        if (node instanceof Ink ink && ink.getStyleClass().stream().noneMatch(List.of("ink-grid", "ink-page",
                "ink-panel")::contains))
            inks.add(ink);
        if (node instanceof Parent parent)
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, texts, inks));
    }

    /// The scene without its texts.
    private static Image behind(Scene scene, List<Text> texts) {
        var before = texts.stream().map(Node::getOpacity).toList();
        texts.forEach(text -> text.setOpacity(0));
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.WHITE);
        parameters.setViewport(new Rectangle2D(0, 0, scene.getWidth(), scene.getHeight()));
        Image image = scene.getRoot().snapshot(parameters, null);
        for (int i = 0; i < texts.size(); i++)
            texts.get(i).setOpacity(before.get(i));
        return image;
    }

    private static double wanted(Text text) {
        if (text instanceof FontIcon) return GRAPHICS;
        double size = text.getFont().getSize();
        boolean bold = text.getFont().getName().contains("Bold");
        return size >= LARGE || (bold && size >= LARGE_BOLD) ? GRAPHICS : TEXT;
    }

    private static double wanted(Ink ink) {
        return ink.getStyleClass().contains("ink-text") || ink.getStyleClass().contains("ink-muted") ? TEXT : GRAPHICS;
    }

    private static java.util.Optional<Fault> worst(String what, Node node, Color ink, double wanted, Image behind,
            Bounds seen) {
        Fault worst = null;
        // what is shown only under the mouse
        if (!(node instanceof Ink) && opacity(node) < UNSEEN) return java.util.Optional.empty();
        for (Color ground : grounds(behind, seen, node instanceof Ink)) {
            Color shown = over(ink, node instanceof Ink ? 1 : opacity(node), ground);
            double ratio = ratio(shown, ground);
            if (ratio < wanted - 0.005 && (worst == null || ratio < worst.ratio))
                worst = new Fault(path(node), what, shown, ground, ratio, wanted);
        }
        return java.util.Optional.ofNullable(worst);
    }

    /// @param drawing whether it is the whole of a drawing, whose lines stand on what there is most of
    private static List<Color> grounds(Image image, Bounds seen, boolean drawing) {
        PixelReader pixels = image.getPixelReader();
        Map<Color, Integer> found = new HashMap<>();
        for (int column = 0; column < COLUMNS; column++) {
            for (int row = 0; row < ROWS; row++) {
                int x = (int) (seen.getMinX() + (column + 0.5) / COLUMNS * seen.getWidth());
                int y = (int) (seen.getMinY() + (row + 0.5) / ROWS * seen.getHeight());
                if (x < image.getWidth() && y < image.getHeight()) found.merge(pixels.getColor(x, y), 1, Integer::sum);
            }
        }
        if (drawing)
            return found.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).stream()
                    .toList();
        return found.entrySet().stream().filter(entry -> entry.getValue() >= COUNTS * COLUMNS * ROWS).map(
                Map.Entry::getKey).toList();
    }

    private static double opacity(Node node) {
        double opacity = 1;
        for (Node at = node; at != null; at = at.getParent())
            opacity *= at.getOpacity();
        return opacity;
    }

    private static Color over(Color ink, double opacity, Color ground) {
        return ground.interpolate(Color.color(ink.getRed(), ink.getGreen(), ink.getBlue()), ink.getOpacity() * opacity);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen()) + 0.0722 * linear(colour
                .getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    static String path(Node node) {
        var names = new ArrayList<String>();
        for (Node at = node; at != null && names.size() < 5; at = at.getParent())
            names.addFirst(at.getId() != null ? "#" + at.getId() : String.join(".", at.getStyleClass()));
        return String.join(" > ", names);
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", Math.round(colour.getRed() * 255), Math.round(colour
                .getGreen() * 255), Math.round(colour.getBlue() * 255));
    }

    /// What of a node can be seen.
    static final class Seen {
        private static final double LEAST = 3;

        private Seen() {}

        /// In the scene, or null where it is cut away or scrolled out of sight.
        static @org.jspecify.annotations.Nullable Bounds of(Node node) {
            Bounds seen = node.localToScene(node.getLayoutBounds());
            Scene scene = node.getScene();
            seen = common(seen, new BoundingBox(0, 0, scene.getWidth(), scene.getHeight()));
            for (Node at = node; at != null && seen != null; at = at.getParent()) {
                if (!at.isVisible()) return null;
                if (at.getClip() != null) seen = common(seen, at.localToScene(at.getClip().getBoundsInParent()));
            }
            return seen;
        }

        private static @org.jspecify.annotations.Nullable Bounds common(Bounds one, Bounds other) {
            double left = Math.max(one.getMinX(), other.getMinX());
            double top = Math.max(one.getMinY(), other.getMinY());
            double right = Math.min(one.getMaxX(), other.getMaxX());
            double low = Math.min(one.getMaxY(), other.getMaxY());
            return right - left < LEAST || low - top < LEAST
                    ? null
                    : new BoundingBox(left, top, right - left, low - top);
        }
    }
}
