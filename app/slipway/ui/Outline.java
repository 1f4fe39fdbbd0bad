package slipway.ui;

import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Stage;

import slipway.ui.widget.Skeleton;

/// The window before anything of it is there: bars, rail and lines to come, in their places and colours. Without words,
/// controls and style sheets, because reading fonts and themes takes longer than opening a window; [Shell] takes its
/// place. FX thread.
final class Outline extends Pane {
    private static final double BAR = 48;
    private static final double STATUS = 28;
    private static final int LINES = 8;
    private static final double LINE = 12;
    private static final double GAP = 12;
    private static final double TOP = 20;
    private static final double SIDE = 24;
    private static final CornerRadii ROUND = new CornerRadii(4);

    /// AtlantaFX's, by its own names.
    private record Colours(Color bgDefault, Color bgSubtle, Color borderDefault, Color neutralMuted) {
        static final Colours LIGHT = new Colours(Color.web("#ffffff"), Color.web("#f6f8fa"), Color.web("#d0d7de"),
                Color.web("#afb8c1", 0.2));
        static final Colours DARK = new Colours(Color.web("#0d1117"), Color.web("#161b22"), Color.web("#30363d"),
                Color.web("#6e7681", 0.4));
    }

    private final double scale;
    private final double railWidth;
    private final Region bar = new Region();
    private final Region rail = new Region();
    private final Region status = new Region();
    private final Region[] lines = new Region[LINES];

    Outline(WindowSettings looks) {
        scale = looks.reading().textScale();
        railWidth = looks.railCollapsed() ? Rail.NARROW * scale : Rail.WIDE / 2 * scale + Rail.WIDE / 2;
        Colours colours = Theme.isDark(looks.theme()) ? Colours.DARK : Colours.LIGHT;
        setBackground(Background.fill(colours.bgDefault));
        bar.setBackground(edged(colours, new Insets(0, 0, 1, 0)));
        rail.setBackground(edged(colours, new Insets(0, 1, 0, 0)));
        status.setBackground(edged(colours, new Insets(1, 0, 0, 0)));
        getChildren().addAll(bar, rail, status);
        for (int i = 0; i < LINES; i++) {
            lines[i] = new Region();
            lines[i].setBackground(new Background(new BackgroundFill(colours.neutralMuted, ROUND, Insets.EMPTY)));
            getChildren().add(lines[i]);
        }
    }

    /// Shows `stage` as `looks` has it, with the outline in it.
    static Scene show(Stage stage, WindowSettings looks) {
        var scene = new Scene(new Outline(looks), looks.width(), looks.height());
        stage.setScene(scene);
        size(stage, looks);
        stage.show();
        return scene;
    }

    /// Title, least and remembered size of the window.
    static void size(Stage stage, WindowSettings looks) {
        stage.setTitle("Slipway");
        stage.setMinWidth(1024);
        stage.setMinHeight(700);
        stage.setWidth(looks.width());
        stage.setHeight(looks.height());
        stage.setMaximized(looks.maximized());
    }

    private static Background edged(Colours colours, Insets edge) {
        return new Background(new BackgroundFill(colours.borderDefault, CornerRadii.EMPTY, Insets.EMPTY),
                new BackgroundFill(colours.bgSubtle, CornerRadii.EMPTY, edge));
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double top = BAR * scale;
        double bottom = getHeight() - STATUS * scale;
        bar.resizeRelocate(0, 0, width, top);
        rail.resizeRelocate(0, top, railWidth, bottom - top);
        status.resizeRelocate(0, bottom, width, getHeight() - bottom);
        double room = width - railWidth - 2 * SIDE;
        for (int i = 0; i < LINES; i++) {
            lines[i].resizeRelocate(railWidth + SIDE, top + TOP + i * (LINE + GAP), room * Skeleton.share(i), LINE);
        }
    }
}
