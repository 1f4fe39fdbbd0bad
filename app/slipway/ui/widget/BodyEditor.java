package slipway.ui.widget;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// A text to write code in, with line numbers beside it. For bodies a person edits; large answers belong in
/// [JsonView]. FX thread.
public final class BodyEditor extends Region {
    private static final double GUTTER = 40;
    private static final double TOP = 8;

    private final TextArea area = new TextArea();
    private final Label numbers = Labels.of("1", "line-numbers");
    private long lines = 1;

    public BodyEditor() {
        getStyleClass().add("body-editor");
        area.getStyleClass().addAll("mono", "body-area");
        numbers.setManaged(false);
        numbers.setMouseTransparent(true);
        getChildren().addAll(area, numbers);
        area.textProperty().addListener((observed, old, text) -> number(text));
        area.scrollTopProperty().addListener(observed -> requestLayout());
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setMinHeight(80);
        setPrefHeight(200);
    }

    public String text() {
        return area.getText();
    }

    public void text(String text) {
        area.setText(text);
    }

    public StringProperty textProperty() {
        return area.textProperty();
    }

    /// The control itself, for ids and key handlers.
    public TextArea area() {
        return area;
    }

    @Override
    protected void layoutChildren() {
        area.resizeRelocate(GUTTER, 0, getWidth() - GUTTER, getHeight());
        numbers.resizeRelocate(0, TOP - area.getScrollTop(), GUTTER - 6, numbers.prefHeight(GUTTER));
    }

    private void number(String text) {
        long now = text.chars().filter(c -> c == '\n').count() + 1;
        if (now == lines) return;
        lines = now;
        // beyond this nobody reads numbers, and the label would be slow
        numbers.setText(IntStream.rangeClosed(1, (int) Math.min(now, 5_000)).mapToObj(String::valueOf).collect(
                Collectors.joining("\n")));
        requestLayout();
    }
}
