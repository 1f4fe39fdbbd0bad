package slipway.ui.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.catalog.Model;
import slipway.catalog.fix.Dependencies;
import slipway.ui.Desk;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;

/// One version of a model against each of the others. FX thread.
final class VersionsView extends VBox {
    /// Against more nobody reads.
    private static final int MOST = 20;

    private final Model model;
    private final Map<Model, VBox> requirements = new LinkedHashMap<>();
    private final Desk.Work work;

    VersionsView(Model model, List<Model> others, Desk.Work work) {
        this.model = model;
        this.work = work;
        getStyleClass().add("detail-body");
        if (others.isEmpty()) getChildren().add(Labels.wrapped(Text.of("models.versions.one"), "muted"));
        // the latest are last
        int left = Math.max(0, others.size() - MOST);
        for (Model other : others.subList(left, others.size()).reversed()) {
            var needed = new VBox(8);
            requirements.put(other, needed);
            getChildren().addAll(Labels.strong(Text.of("models.versions.compared", other.title())),
                    grid(VersionDifference.of(model, other)), needed);
        }
        if (left > 0) getChildren().add(Labels.muted(Text.of("models.more.of", left)));
    }

    /// Reads beside the FX thread what the versions ask for, then shows how they differ.
    void load() {
        var lines = new ArrayList<List<VersionDifference.Line>>();
        work.run(() -> {
            Dependencies own = Dependencies.of(model);
            for (Model other : requirements.keySet())
                lines.add(VersionDifference.requirements(own, Dependencies.of(other)));
        }, () -> {
            var all = lines.iterator();
            for (VBox needed : requirements.values()) {
                List<VersionDifference.Line> each = all.next();
                String title = Text.of("models.versions.requirements");
                if (each.isEmpty()) continue;
                needed.getChildren().setAll(grid(each));
                if (!each.getFirst().name().equals(title)) needed.getChildren().addFirst(Labels.muted(title));
            }
        });
    }

    private static KeyValueGrid grid(List<VersionDifference.Line> lines) {
        var grid = new KeyValueGrid();
        for (VersionDifference.Line line : lines) {
            Label value = Labels.wrapped(line.value(), "medium");
            switch (line.trend()) {
                case BETTER -> value.getStyleClass().add("good-text");
                case WORSE -> value.getStyleClass().add("bad-text");
                case NEITHER -> {
                    // the colour of text
                }
            }
            grid.row(line.name(), value);
        }
        return grid;
    }
}
