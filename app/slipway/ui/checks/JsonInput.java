package slipway.ui.checks;

import java.util.function.Consumer;

import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.base.Text;
import slipway.rehearse.JsonDefect;
import slipway.rehearse.JsonText;
import slipway.ui.widget.BodyEditor;
import slipway.ui.widget.DiffView;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// A text to paste JSON into: says where it is none, and offers the mend where there is one. FX thread.
final class JsonInput extends VBox {
    private static final double LINE = 20;
    private static final double HIGHEST = 170;

    private final BodyEditor editor = new BodyEditor();
    private final VBox trouble = new VBox();
    private final Consumer<String> copy;
    private final Runnable changed;
    private @Nullable JsonNode root;

    JsonInput(String id, String title, Consumer<String> copy, Runnable changed) {
        this.copy = copy;
        this.changed = changed;
        getStyleClass().add("rehearse-column");
        editor.area().setId(id);
        editor.area().setAccessibleText(title);
        trouble.getStyleClass().add("rehearse-column");
        VBox.setVgrow(editor, Priority.ALWAYS);
        getChildren().addAll(Labels.strong(title), editor, trouble);
        editor.textProperty().addListener((observed, old, text) -> read(text));
    }

    /// Null while the text is no JSON.
    @Nullable
    JsonNode root() {
        return root;
    }

    void text(String text) {
        editor.text(text);
    }

    private void read(String text) {
        JsonText read = JsonText.read(text);
        root = read instanceof JsonText.Good good ? good.root() : null;
        trouble.getChildren().clear();
        if (read instanceof JsonText.Broken broken && !text.isBlank()) show(broken);
        changed.run();
    }

    private void show(JsonText.Broken broken) {
        var banner = new ProblemBanner(broken.problem(), copy);
        trouble.getChildren().add(banner);
        JsonText.Mend mend = broken.mend();
        if (mend == null) return;
        for (JsonDefect more : broken.defects().subList(1, broken.defects().size()))
            banner.getChildren().add(Labels.wrapped(more.problem().what()));
        banner.action(Text.of("rehearse.lab.mend"), () -> text(mend.text()));
        var diff = new DiffView(mend.diff());
        diff.setId(editor.area().getId() + "-diff");
        double height = Math.min(diff.getItems().size() * LINE + 24, HIGHEST);
        diff.setPrefHeight(height);
        diff.setMinHeight(height);
        trouble.getChildren().add(diff);
    }
}
