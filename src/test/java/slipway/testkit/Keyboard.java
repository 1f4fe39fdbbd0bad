package slipway.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Toggle;
import javafx.scene.control.TreeView;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

import org.jspecify.annotations.Nullable;
import org.testfx.util.WaitForAsyncUtils;

import slipway.testkit.Contrast.Seen;

/// What a person without a mouse, or without eyes, meets in a scene. FX thread, but for [#faults].
public final class Keyboard {
    /// More stops than any page has: who is not round by then is in a trap.
    private static final int MOST = 400;
    /// Pixels that have to change clearly for a focus to be seen.
    private static final int RING = 24;
    private static final double MARGIN = 5;

    /// What icons are written with says nothing.
    private static final Pattern GLYPHS = Pattern.compile("\\p{Co}");
    private static final List<String> TOOLKIT = List.of("column-header-background", "tab-header-area");

    private Keyboard() {}

    /// What is wrong for a person without a mouse in `within`, which is `scene`’s root or a part of it. Not on the FX
    /// thread.
    ///
    /// @param looked the kinds of nodes whose ring was looked at already, which grows
    public static List<String> faults(Scene scene, Node within, Set<String> looked) {
        List<Node> usable = fx(() -> usable(within));
        var faults = new ArrayList<String>(fx(() -> faults(usable)));
        fx(() -> {
            usable.stream().filter(Node::isFocusTraversable).findFirst().ifPresent(node -> {
                node.requestFocus();
                node.requestFocusTraversal(TraversalDirection.NEXT);
            });
            return null;
        });
        Set<Node> stops = walk(scene, faults, looked);
        // what was made anew meanwhile was another node
        usable.stream().filter(node -> node.getScene() != null)
                .filter(node -> node.isFocusTraversable() && !reached(node, stops))
                .forEach(node -> faults.add("Tab does not come to " + node));
        return faults;
    }

    /// What in `within` can be used with the mouse, as it is shown now.
    private static List<Node> usable(Node within) {
        var found = new ArrayList<Node>();
        collect(within, found);
        return found;
    }

    /// What of `nodes` has no name, no role or cannot be reached, in words.
    private static List<String> faults(List<Node> nodes) {
        var faults = new ArrayList<String>();
        for (Node node : nodes) {
            if (!node.isFocusTraversable() && !inCell(node)) faults.add("cannot be reached: " + Contrast.path(node));
            if (name(node).isBlank()) faults.add("has no name: " + Contrast.path(node));
            if (node instanceof Control) continue;
            if (node.getAccessibleRole() == AccessibleRole.NODE || node.getAccessibleRole() == AccessibleRole.PARENT)
                faults.add("has no role: " + Contrast.path(node));
            if (node.getOnKeyPressed() == null) faults.add("takes no key: " + Contrast.path(node));
        }
        return faults;
    }

    /// Where Tab comes to from where the focus is, until it comes to a place again. Not on the FX thread: what is on the
    /// screen has to follow.
    ///
    /// @param faults gets what has no ring, and where there is no way on
    /// @param looked the kinds of nodes whose ring was looked at already, which grows
    private static Set<Node> walk(Scene scene, List<String> faults, Set<String> looked) {
        var stops = new LinkedHashSet<Node>();
        Node at = fx(scene::getFocusOwner);
        while (at != null && stops.add(at) && stops.size() < MOST)
            at = step(scene, at, faults, looked);
        return stops;
    }

    private static @Nullable Node step(Scene scene, Node at, List<String> faults, Set<String> looked) {
        Bounds seen = fx(() -> at.isFocusVisible() && looked.add(kind(at)) ? Seen.of(at) : null);
        Image with = seen == null ? null : picture(scene, seen);
        boolean moved = fx(() -> at.requestFocusTraversal(TraversalDirection.NEXT) && !at.isFocused());
        if (!moved) faults.add("no way on from " + Contrast.path(at));
        if (with != null && seen != null && changed(with, picture(scene, seen)) < RING)
            faults.add("focus cannot be seen: " + Contrast.path(at));
        return fx(scene::getFocusOwner);
    }

    private static <T> T fx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }

    /// There the keys are those of what holds the cells.
    private static boolean inCell(Node node) {
        for (Node at = node; at != null; at = at.getParent())
            if (at instanceof Cell) return true;
        return false;
    }

    /// Whether one comes to `node` by Tab, or by Tab and the arrows of the group that it is in.
    private static boolean reached(Node node, Set<Node> stops) {
        if (stops.contains(node)) return true;
        return node instanceof Toggle toggle && toggle.getToggleGroup() != null && toggle.getToggleGroup().getToggles()
                .stream().anyMatch(stops::contains);
    }

    /// What a screen reader calls `node`.
    public static String name(Node node) {
        if (node.getAccessibleText() != null) return node.getAccessibleText();
        Object labelled = node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY);
        if (labelled instanceof Label label && !node.equals(label.getParent())) return label.getText();
        if (node instanceof Labeled labeled && labeled.getText() != null) return labeled.getText();
        if (node instanceof ComboBoxBase || node instanceof TextInputControl || node instanceof Slider) return "";
        Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        return text == null ? "" : GLYPHS.matcher(text.toString()).replaceAll("");
    }

    private static void collect(Node node, List<Node> found) {
        if (!node.isVisible() || node.isDisabled() || node instanceof ScrollBar) return;
        // heads of columns and tabs are the toolkit’s: arrows move among tabs
        if (TOOLKIT.stream().anyMatch(node.getStyleClass()::contains)) return;
        // cells are reached by the arrows of what holds them
        boolean own = !(node instanceof Cell) && !node.getStyleClass().contains("viewport") && (control(node)
                || handled(node));
        if (own && Seen.of(node) != null) found.add(node);
        // its title does what it does
        if (node instanceof TitledPane pane) {
            if (pane.isExpanded()) collect(pane.getContent(), found);
            return;
        }
        boolean whole = node instanceof ComboBoxBase || node instanceof ChoiceBox || node instanceof Spinner
                || node instanceof Slider || node instanceof ButtonBase;
        if (!whole && node instanceof Parent parent)
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }

    private static boolean control(Node node) {
        return node instanceof ButtonBase || node instanceof ComboBoxBase || node instanceof ChoiceBox
                || node instanceof TextInputControl || node instanceof Slider || node instanceof Spinner
                || node instanceof TitledPane || node instanceof TableView || node instanceof ListView
                || node instanceof TreeView;
    }

    private static boolean handled(Node node) {
        return node.getOnMouseClicked() != null || node.getOnMousePressed() != null
                || node.getOnMouseReleased() != null;
    }

    private static String kind(Node node) {
        return node.getClass().getSimpleName() + node.getStyleClass() + node.getPseudoClassStates().stream()
                .map(PseudoClass::getPseudoClassName).sorted().collect(Collectors.joining(","));
    }

    private static Image picture(Scene scene, Bounds seen) {
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.WHITE);
        parameters.setViewport(new Rectangle2D(seen.getMinX() - MARGIN, seen.getMinY() - MARGIN, seen.getWidth() + 2
                * MARGIN, seen.getHeight() + 2 * MARGIN));
        WaitForAsyncUtils.waitForFxEvents();
        return fx(() -> scene.getRoot().snapshot(parameters, null));
    }

    /// How many pixels are clearly other ones.
    private static int changed(Image with, Image without) {
        int changed = 0;
        for (int x = 0; x < with.getWidth(); x++) {
            for (int y = 0; y < with.getHeight(); y++) {
                Color one = with.getPixelReader().getColor(x, y);
                Color other = without.getPixelReader().getColor(x, y);
                if (!one.equals(other) && Contrast.ratio(one, other) >= Contrast.GRAPHICS) changed++;
            }
        }
        return changed;
    }
}
