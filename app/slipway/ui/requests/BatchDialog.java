package slipway.ui.requests;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.requests.BatchBook;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ShortWords;

/// The window for runs over files: what was left unfinished, what to run, how it goes. A run goes on when the window is
/// closed and is shown again when it opens; one at a time. FX thread.
final class BatchDialog {
    private static final String SHEET = Objects.requireNonNull(BatchDialog.class.getResource("/css/requests.css"))
            .toExternalForm();
    /// Fits a window of 1024×700.
    private static final double WIDTH = 860;
    private static final double HEIGHT = 620;
    private static final double NARROW = 1_240;

    private final BatchGround ground;
    private final KeptRequests kept;
    private final VBox content = new VBox(12);
    private final Button button = new Button(Text.of("requests.batch.open"), Icons.of("fth-layers"));
    private @Nullable Stage stage;

    /// `kept` has the run that is under way, which outlives the page.
    BatchDialog(BatchGround ground, KeptRequests kept) {
        this.ground = ground;
        this.kept = kept;
        button.setId("batch-open-window");
        button.setTooltip(new Tooltip(Text.of("requests.batch.tip")));
        button.setAccessibleText(Text.of("requests.batch.open"));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> open());
        ShortWords.below(button, NARROW);
    }

    /// Opens the window; without its words where the header is short.
    Button button() {
        return button;
    }

    private void open() {
        Stage window = stage();
        if (window.isShowing()) {
            window.toFront();
            window.requestFocus();
            return;
        }
        BatchRun now = kept.run();
        if (now == null) ask();
        else
            watch(now);
        // the theme may have changed since it was made
        Theme.dress(window.getScene());
        window.show();
    }

    private Stage stage() {
        Stage made = stage;
        if (made != null) return made;
        var window = new Stage();
        stage = window;
        window.initOwner(Asker.focused());
        window.setTitle(Text.of("requests.batch.open"));
        content.setId("batch-dialog");
        content.getStylesheets().add(SHEET);
        window.setScene(new Scene(content, WIDTH, HEIGHT));
        window.getScene().setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) close();
        });
        // a view that nobody sees must not go on reading
        window.setOnHidden(event -> content.getChildren().clear());
        return window;
    }

    private void close() {
        if (stage != null) stage.hide();
    }

    /// The button that closes the window, beside those that act; what runs goes on.
    static Button closing(Runnable close) {
        var button = new Button(Text.of("requests.batch.close"));
        button.setId("batch-close");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> close.run());
        return button;
    }

    private void ask() {
        RequestPlan plan = ground.plan().get().orElse(null);
        if (plan == null) return;
        var pane = new BatchPane(ground, plan, (asked, choice) -> begin(plan, asked, choice), this::close);
        VBox.setVgrow(pane, Priority.ALWAYS);
        String to = plan.target().isEmpty() ? plan.endpoint() : plan.endpoint() + "/" + plan.target();
        content.getChildren().setAll(Labels.heading(Text.of("requests.batch.title", to)), pane);
        var found = new AtomicReference<List<BatchBook.Unfinished>>(List.of());
        ground.desk().work().run(() -> found.set(ground.book().unfinished()), () -> {
            if (content.getChildren().contains(pane) && !found.get().isEmpty()) offer(found.get());
        });
    }

    /// Runs that a restart or a fault left in the middle.
    private void offer(List<BatchBook.Unfinished> all) {
        var box = new VBox(6, Labels.strong(Text.of("requests.batch.unfinished")));
        box.setId("batch-unfinished");
        box.getStyleClass().add("batch-unfinished");
        all.stream().limit(3).forEach(each -> box.getChildren().add(line(each)));
        content.getChildren().add(1, box);
    }

    private Node line(BatchBook.Unfinished each) {
        BatchBook.Ask asked = each.ask();
        var name = Labels.of(Text.of("requests.batch.from-to", Path.of(asked.input()).getFileName(), asked
                .endpoint()), "medium");
        name.setTooltip(new Tooltip(asked.input()));
        var row = new HBox(8, name, Labels.muted(Text.of("requests.batch.left-short", Labels.count(each.left().done()),
                Labels.count(each.left().failed()))), Labels.gap());
        row.setAlignment(Pos.CENTER_LEFT);
        var goOn = new Button(Text.of("requests.batch.go-on"));
        goOn.setId("batch-resume");
        goOn.setOnAction(event -> resume(asked));
        var forget = new Button(Text.of("requests.batch.forget"));
        forget.setOnAction(event -> ground.desk().work().run(() -> ground.book().forget(asked.output()), this::ask));
        for (Button button : List.of(goOn, forget))
            button.setMinWidth(Region.USE_PREF_SIZE);
        row.getChildren().addAll(goOn, forget);
        return row;
    }

    /// Goes on with the choices of then; what the endpoint does not have any more is asked for.
    private void resume(BatchBook.Ask asked) {
        RequestPlan plan = ground.plan(asked).orElse(null);
        if (plan == null) {
            ground.desk().notices().problem(Problem.of("requestspage.batch-endpoint", asked.endpoint()));
            return;
        }
        try {
            BatchBook.Ask whole = ground.whole(asked, plan);
            BatchForms.of(plan, Path.of(asked.input())).stream().filter(each -> each.id().equals(asked.form()))
                    .findFirst().ifPresentOrElse(choice -> begin(plan, whole, choice), this::ask);
        } catch (StudioException e) {
            ground.desk().notices().problem(e.problem());
        }
    }

    private void begin(RequestPlan plan, BatchBook.Ask asked, BatchForms.Choice choice) {
        var begun = BatchRun.start(ground, plan, asked, choice.form());
        kept.run(begun);
        watch(begun);
    }

    private void watch(BatchRun now) {
        var view = new BatchView(ground, now, () -> resume(now.ask()), () -> {
            kept.run(null);
            ask();
        }, this::close);
        VBox.setVgrow(view, Priority.ALWAYS);
        content.getChildren().setAll(view);
    }
}
