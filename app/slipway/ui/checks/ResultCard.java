package slipway.ui.checks;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.check.ChecksView.Cell;
import slipway.check.ChecksView.Column;
import slipway.check.ChecksView.Row;
import slipway.check.ChecksView.Run;
import slipway.check.RuleResult;
import slipway.check.Verdict;
import slipway.ui.widget.Ago;
import slipway.ui.widget.Card;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Skeleton;

/// The chosen cell of the matrix: its rules, one rule beside them, and what to do where something failed. FX thread.
final class ResultCard {
    private static final double BESIDE = 1000;
    private static final int LONG_TITLE = 48;

    private final Card card = new Card().flush();
    private final Acts acts;
    private final Remedies remedies;
    private final HBox head = new HBox();
    private final RuleTable table = new RuleTable(this::rule);
    private final RuleDetail detail;
    private final HBox middle = new HBox();
    private final StackPane box = new StackPane();
    private final VBox boxRoom = new VBox(box);
    private final ToggleButton failuresFirst = new ToggleButton(Text.of("passport.failures-first"));
    private @Nullable Chosen shown;

    /// What the page does for this card.
    record Acts(Consumer<String> copy, Consumer<Chosen> check, Consumer<Boolean> failuresFirst) {}

    /// A cell of the matrix; `cell` and `run` are null where it was never checked, `problem` where nothing went wrong.
    record Chosen(Row row, Column column, @Nullable Cell cell, @Nullable Run run, @Nullable Problem problem) {
        boolean running() {
            return row.running().contains(column.id());
        }
    }

    ResultCard(Acts acts, Remedies remedies, boolean failures) {
        this.acts = acts;
        this.remedies = remedies;
        this.detail = new RuleDetail(acts.copy, this::closeDetail);
        card.setId("checks-result");
        head.getStyleClass().add("result-head");
        failuresFirst.getStyleClass().add("chip");
        failuresFirst.setId("failures-first");
        failuresFirst.setMnemonicParsing(false);
        failuresFirst.setMinWidth(Region.USE_PREF_SIZE);
        failuresFirst.setSelected(failures);
        failuresFirst.setOnAction(event -> {
            table.failuresFirst(failuresFirst.isSelected());
            acts.failuresFirst.accept(failuresFirst.isSelected());
        });
        table.failuresFirst(failures);
        HBox.setHgrow(table, Priority.ALWAYS);
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinHeight(0);
        middle.getStyleClass().add("result-middle");
        box.getStyleClass().add("remedies");
        boxRoom.getStyleClass().add("remedies-room");
        card.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        card.widthProperty().addListener(observed -> layout(table.getSelectionModel().getSelectedItem()));
    }

    Card card() {
        return card;
    }

    void show(Chosen chosen) {
        if (chosen.equals(shown)) return;
        Chosen before = shown;
        shown = chosen;
        boolean another = before == null || !before.row().target().name().equals(chosen.row().target().name())
                || !before.column().id().equals(chosen.column().id());
        if (another) table.getSelectionModel().clearSelection();
        head(chosen);
        Cell cell = chosen.cell();
        if (cell == null) {
            card.getChildren().setAll(head, without(chosen));
            return;
        }
        table.show(cell.result().rules());
        layout(table.getSelectionModel().getSelectedItem());
        card.getChildren().setAll(head, middle);
        if (chosen.problem() != null) card.getChildren().add(1, problem(chosen.problem()));
        if (cell.result().verdict() == Verdict.FAIL) {
            box.getChildren().setAll(remedies.of(chosen.row(), cell.result()));
            card.getChildren().add(boxRoom);
        }
    }

    void focusRules() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty()) table.getSelectionModel().selectFirst();
    }

    private void head(Chosen chosen) {
        Label title = Labels.heading(Text.of("passport.result.title", chosen.row().title(),
                Platforms.name(chosen.column())));
        // the digest gives way first, and only a very long name after it
        title.setMinWidth(title.getText().length() < LONG_TITLE ? Region.USE_PREF_SIZE : 240);
        head.getChildren().setAll(title);
        Cell cell = chosen.cell();
        if (cell != null) {
            head.getChildren().add(Verdicts.whole(cell.result()));
            facts(chosen, cell);
        }
        Button command = Icons.button("fth-terminal", Text.of("passport.command"),
                () -> acts.copy.accept(CheckCommands.check(chosen.row(), List.of(chosen.column().id()))));
        command.setId("check-command");
        head.getChildren().addAll(Labels.gap(), command);
        if (cell == null) return;
        Button again = Icons.button("fth-refresh-cw", Text.of("passport.again"), () -> acts.check.accept(chosen));
        again.setId("check-again");
        again.setDisable(!chosen.row().running().isEmpty());
        head.getChildren().addAll(again, failuresFirst);
    }

    private void facts(Chosen chosen, Cell cell) {
        Run run = chosen.run();
        if (run != null && run.imageDigest() != null) {
            var digest = new CopyLabel(acts.copy);
            digest.show(run.imageDigest(), CopyLabel.shortDigest(run.imageDigest()));
            head.getChildren().addAll(digest, Labels.muted("·"));
        }
        Label took = Labels.muted(Units.millis(cell.result().millis()));
        took.setMinWidth(Region.USE_PREF_SIZE);
        head.getChildren().addAll(took, Labels.muted("·"));
        var ago = new Ago();
        ago.show(run == null ? Instant.now() : Instant.parse(run.startedAt()));
        head.getChildren().add(ago);
        if (chosen.running()) head.getChildren().add(Labels.of(Text.of("passport.cell.running"), "accent-text"));
    }

    private Node without(Chosen chosen) {
        Problem problem = chosen.problem();
        Node node;
        if (chosen.running()) {
            var waiting = new VBox(12, Labels.muted(Text.of("passport.result.running")), new Skeleton(5));
            waiting.getStyleClass().add("result-waiting");
            node = waiting;
        } else if (problem != null) {
            node = problem(problem);
        } else if (CheckCell.suits(chosen.row(), chosen.column().id())) {
            node = new EmptyState("fth-shield", Text.of("passport.result.unchecked"),
                    Text.of("passport.result.unchecked.text", chosen.column().title(), chosen.column().edition()))
                    .action(Text.of("passport.result.check"), () -> acts.check.accept(chosen));
        } else {
            node = new EmptyState("fth-minus-circle", Text.of("passport.result.unsuited"),
                    Text.of("passport.result.unsuited.text", chosen.row().title(), chosen.column().title()));
        }
        VBox.setVgrow(node, Priority.ALWAYS);
        return node;
    }

    private Node problem(Problem problem) {
        var banner = new ProblemBanner(problem, acts.copy).action(Text.of("shell.retry"),
                () -> acts.check.accept(Objects.requireNonNull(shown)));
        var room = new VBox(banner);
        room.getStyleClass().add("remedies-room");
        return room;
    }

    private void rule(@Nullable RuleResult rule) {
        if (rule != null) detail.show(rule);
        layout(rule);
    }

    /// The rule beside the table; in its place where there is no room for both.
    private void layout(@Nullable RuleResult rule) {
        boolean wide = card.getWidth() == 0 || card.getWidth() >= BESIDE;
        table.narrow(rule != null);
        // the rule says what to do about itself
        boxRoom.setVisible(rule == null);
        boxRoom.setManaged(rule == null);
        detail.pane().setPrefWidth(wide ? 480 : 380);
        List<Node> parts = rule == null ? List.of(table) : List.of(table, detail.pane());
        if (!middle.getChildren().equals(parts)) middle.getChildren().setAll(parts);
    }

    private void closeDetail() {
        table.getSelectionModel().clearSelection();
        table.requestFocus();
    }

    private void key(KeyEvent event) {
        RuleResult rule = table.getSelectionModel().getSelectedItem();
        if (rule == null) return;
        if (event.getCode() == KeyCode.ESCAPE) closeDetail();
        else if (event.getCode() == KeyCode.C && event.isShortcutDown()) acts.copy.accept(RuleDetail.text(rule));
        else
            return;
        event.consume();
    }
}
