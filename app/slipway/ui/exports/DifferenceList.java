package slipway.ui.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.export.Difference;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What is not the same on the other platform, by what it asks of the person; what would be refused there comes first.
/// FX thread.
final class DifferenceList extends VBox {
    private static final List<Difference.Kind> ORDER = List.of(Difference.Kind.LIMIT, Difference.Kind.NO_EQUAL,
            Difference.Kind.BY_HAND);
    /// Holds the longest fields of the files.
    private static final double WHERE = 240;

    private final Label count = Labels.of("", "muted", "small");
    private final VBox groups = new VBox(16);
    private final ScrollPane scroll = DetailPane.scrolled(groups);
    private final CopyButton copy;
    private String whole = "";

    DifferenceList(Consumer<String> copied) {
        copy = new CopyButton("export-copy-differences", Text.of("exportview.copy-differences"), false, () -> whole,
                copied);
        setId("export-differences");
        getStyleClass().addAll("card", "flush", "export-differences");
        setMinWidth(0);
        var head = new HBox(Labels.heading(Text.of("exportview.differences")), count, Labels.gap(), copy);
        head.getStyleClass().add("card-header");
        groups.getStyleClass().add("export-groups");
        scroll.setFocusTraversable(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    /// @param endpoint    named where a difference is of no one deployment
    /// @param deployments in the file’s order, for their colours
    void show(List<Difference> differences, String endpoint, List<String> deployments) {
        count.setText(differences.isEmpty() ? "" : Text.of("exportview.differences.count", differences.size()));
        copy.setVisible(!differences.isEmpty());
        var nodes = new ArrayList<Node>();
        var lines = new ArrayList<String>();
        for (Difference.Kind kind : ORDER) {
            List<Difference> own = differences.stream().filter(each -> each.kind() == kind).toList();
            if (own.isEmpty()) continue;
            nodes.add(new VBox(8, pill(kind, own.size()), rows(own, endpoint, deployments)));
            own.forEach(each -> lines.add(line(each, endpoint)));
        }
        if (nodes.isEmpty()) nodes.add(none());
        groups.getChildren().setAll(nodes);
        whole = lines.stream().collect(Collectors.joining("\n", "", "\n"));
        scroll.setAccessibleText(lines.isEmpty() ? Text.of("exportview.differences.none") : whole);
        scroll.setVvalue(0);
    }

    private static Node none() {
        var row = new HBox(8, Icons.of("fth-check-circle", Tone.GOOD.style()),
                Labels.wrapped(Text.of("exportview.differences.none")));
        row.setId("export-no-differences");
        return row;
    }

    private static StatusPill pill(Difference.Kind kind, int count) {
        return switch (kind) {
            case LIMIT -> new StatusPill(Tone.BAD, "fth-alert-octagon", Text.of("exportview.limit", count));
            case NO_EQUAL -> new StatusPill(Tone.WARN, "fth-slash", Text.of("exportview.no-equal", count));
            case BY_HAND -> new StatusPill(Tone.ACCENT, "fth-edit-3", Text.of("exportview.by-hand", count));
        };
    }

    private static GridPane rows(List<Difference> all, String endpoint, List<String> deployments) {
        var grid = new GridPane(16, 10);
        var where = new ColumnConstraints(WHERE);
        where.setHalignment(HPos.LEFT);
        var sentence = new ColumnConstraints();
        sentence.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(where, sentence);
        for (Difference each : all) {
            var name = each.deployment().isEmpty()
                    ? Labels.wrapped(endpoint, "strong")
                    : Labels.wrapped(each.deployment(), "strong", Hues.of(each.deployment(), deployments));
            var place = new VBox(2, name);
            if (!each.field().isEmpty()) place.getChildren().add(Labels.wrapped(each.field(), "mono", "muted", "tiny"));
            var words = Labels.wrapped(each.text());
            GridPane.setValignment(words, VPos.TOP);
            grid.addRow(grid.getRowCount(), place, words);
        }
        return grid;
    }

    /// `limit  iris/blue  instance_count: …`, for the clipboard and for a screen reader.
    private static String line(Difference each, String endpoint) {
        String kind = switch (each.kind()) {
            case LIMIT -> Text.of("exportview.limit.word");
            case NO_EQUAL -> Text.of("exportview.no-equal.word");
            case BY_HAND -> Text.of("exportview.by-hand.word");
        };
        String where = each.deployment().isEmpty() ? endpoint : endpoint + "/" + each.deployment();
        return kind + "  " + where + (each.field().isEmpty() ? "" : "  " + each.field()) + ": " + each.text();
    }
}
