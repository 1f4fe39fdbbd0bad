package slipway.ui;

import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Activity;
import slipway.base.Text;
import slipway.ui.widget.ActivityList;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// What opens under the bell: the newest of the activity log, whether news may pop up, and the way to all of it. FX
/// thread.
final class ActivitySheet extends VBox {
    private static final int LISTED = 40;

    private final ActivityList list = new ActivityList(LISTED);
    private final CheckBox quiet = new CheckBox(Text.of("notify.quiet"));

    ActivitySheet(Consumer<Boolean> setQuiet, Runnable openAll) {
        super(8);
        getStyleClass().setAll("over-paper");
        prefWidthProperty().bind(TextScale.times(480));
        setAccessibleText(Text.of("shell.activity"));
        setMaxHeight(520);
        setFocusTraversable(true);
        quiet.setId("do-not-disturb");
        quiet.setOnAction(event -> setQuiet.accept(quiet.isSelected()));
        var all = new Hyperlink(Text.of("notify.show-all"));
        all.setId("activity-all");
        all.setOnAction(event -> openAll.run());
        var foot = new HBox(8, quiet, Labels.gap(), all);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(Labels.heading(Text.of("shell.activity")), DetailPane.scrolled(list), foot);
    }

    void show(List<Activity.Entry> entries) {
        list.show(entries);
    }

    void quiet(boolean on) {
        quiet.setSelected(on);
    }
}
