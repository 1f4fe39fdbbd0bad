package slipway.ui.exports;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.export.ExportFile;
import slipway.export.ExportTarget;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// The platforms, and the files that the one chosen takes. FX thread.
final class ExportLists extends VBox {
    private static final double ROW = 30;
    private static final double HEAD = 28;

    private final ListView<ExportTarget> targets = new ListView<>();
    private final ListView<ExportFile> files = new ListView<>();
    private final Label count = Labels.heading("");
    private boolean filling;

    /// @param target gets the platform that the person chose
    /// @param file   gets the file to show
    ExportLists(List<ExportTarget> all, Consumer<ExportTarget> target, Consumer<ExportFile> file) {
        super(8);
        dress(targets, "export-targets", Text.of("exportview.targets"), "fth-upload-cloud", ExportTarget::title, "");
        dress(files, "export-files", Text.of("exportview.files"), "fth-file-text", ExportFile::path, "mono");
        targets.getItems().setAll(all);
        double height = all.size() * ROW + 2;
        TextScale.height(targets, Math.min(height, 3 * ROW), height);
        targets.maxHeightProperty().bind(targets.prefHeightProperty());
        VBox.setVgrow(targets, Priority.SOMETIMES);
        VBox.setVgrow(files, Priority.ALWAYS);
        files.minHeightProperty().bind(TextScale.times(3 * ROW));
        count.setText(Text.of("exportview.files"));
        Label title = Labels.heading(Text.of("exportview.targets"));
        // in line with the name of the file beside it
        title.minHeightProperty().bind(TextScale.times(HEAD));
        getChildren().addAll(title, targets, count, files);
        targets.getSelectionModel().selectedItemProperty().addListener((observed, old, now) -> {
            if (now != null && !filling) target.accept(now);
        });
        files.getSelectionModel().selectedItemProperty().addListener((observed, old, now) -> {
            if (now != null) file.accept(now);
        });
    }

    @Nullable
    ExportTarget target() {
        return targets.getSelectionModel().getSelectedItem();
    }

    /// Chooses the platform of that id, else the first; nobody is told.
    void choose(String id) {
        filling = true;
        targets.getSelectionModel().select(Math.max(0, targets.getItems().stream().map(ExportTarget::id).toList()
                .indexOf(id)));
        targets.scrollTo(targets.getSelectionModel().getSelectedIndex());
        filling = false;
        targets.requestFocus();
    }

    /// Lists `all`; the file of the same name stays the one shown, else it is the first.
    void files(List<ExportFile> all) {
        ExportFile before = files.getSelectionModel().getSelectedItem();
        count.setText(all.isEmpty() ? Text.of("exportview.files") : Text.of("exportview.files.count", all.size()));
        files.getSelectionModel().clearSelection();
        files.getItems().setAll(all);
        List<String> paths = all.stream().map(ExportFile::path).toList();
        if (!all.isEmpty()) {
            files.getSelectionModel().select(Math.max(0, before == null ? 0 : paths.indexOf(before.path())));
        }
    }

    private static <T> void dress(ListView<T> list, String id, String says, String icon, Function<T, String> words,
            String style) {
        list.setId(id);
        list.setAccessibleText(says);
        list.getStyleClass().add("export-list");
        list.fixedCellSizeProperty().bind(TextScale.times(ROW));
        list.setCellFactory(view -> new Row<>(icon, words, style));
    }

    private static final class Row<T> extends ListCell<T> {
        private final String icon;
        private final Function<T, String> words;

        Row(String icon, Function<T, String> words, String style) {
            this.icon = icon;
            this.words = words;
            if (!style.isEmpty()) getStyleClass().add(style);
            // as wide as the list: what is longer ends in dots
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            if (item == null || empty) {
                setText(null);
                setGraphic(null);
                setTooltip(null);
                return;
            }
            setText(words.apply(item));
            setGraphic(Icons.of(icon));
            setTooltip(new Tooltip(getText()));
        }
    }
}
