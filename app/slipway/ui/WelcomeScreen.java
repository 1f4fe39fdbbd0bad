package slipway.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.engine.docker.DockerFinding;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The first thing that a person sees who started without a workspace: which one to open, and what was found on this
/// machine. FX thread.
final class WelcomeScreen extends StackPane {
    static final String SAMPLES = "slipway-samples";

    private final Welcome ground;
    private final FolderTarget folders;
    private final Consumer<Opening> go;
    private final VBox column = new VBox(16);
    private final VBox said = new VBox();
    private final VBox found = new VBox(10);

    /// @param go gets what the window goes on with
    WelcomeScreen(Welcome ground, FolderTarget folders, Consumer<Opening> go) {
        this.ground = ground;
        this.folders = folders;
        this.go = go;
        setId("welcome");
        column.getStyleClass().addAll("page", "welcome");
        var texts = new VBox(4, Labels.of(Text.of("welcome.title"), "page-title"),
                Labels.wrapped(Text.of("welcome.text"), "muted"));
        column.getChildren().addAll(texts, said, ways());
        if (!ground.recent().isEmpty()) column.getChildren().add(recent());
        column.getChildren().addAll(new Card(Text.of("welcome.found")).with(found),
                Labels.wrapped(Text.of("welcome.quiet"), "muted"));
        ScrollPane scroll = DetailPane.scrolled(new StackPane(column));
        getChildren().add(scroll);
        look();
    }

    private Card ways() {
        Path samples = ground.home().resolve(SAMPLES);
        return new Card(Text.of("welcome.choose")).with(
                way("welcome-samples", "fth-play", Text.of("welcome.samples"), Text.of("welcome.samples.text",
                        samples), () -> with(() -> samples, ground.samples())),
                way("welcome-samples-to", "fth-copy", Text.of("welcome.samples.to"), Text.of("welcome.samples.to.text",
                        SAMPLES),
                        () -> asked(Text.of("welcome.samples.to"), folder -> ground.samples().apply(
                                folder.resolve(SAMPLES)))),
                way("welcome-open", "fth-folder", Text.of("welcome.open"), Text.of("welcome.open.text"),
                        () -> asked(Text.of("welcome.open"), UnaryOperator.identity())),
                way("welcome-create", "fth-folder-plus", Text.of("welcome.create"), Text.of("welcome.create.text"),
                        () -> asked(Text.of("welcome.create"), ground.create())));
    }

    private static HBox way(String id, String icon, String title, String text, Runnable run) {
        var button = new Button(title, Icons.of(icon));
        button.setId(id);
        button.setMnemonicParsing(false);
        button.setAccessibleHelp(text);
        button.setMinWidth(240);
        button.setPrefWidth(240);
        button.getStyleClass().add("welcome-way");
        button.setOnAction(event -> run.run());
        if (id.equals("welcome-samples")) button.getStyleClass().add("accent");
        Label words = Labels.wrapped(text, "muted");
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(16, button, words);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Card recent() {
        var list = new VBox(4);
        for (Path folder : ground.recent()) {
            Path name = folder.getFileName();
            var button = new Button(name == null ? folder.toString() : name.toString(), Icons.of("fth-clock"));
            button.setMnemonicParsing(false);
            button.getStyleClass().add("flat");
            button.setAccessibleText(folder.toString());
            button.setOnAction(event -> with(() -> folder, UnaryOperator.identity()));
            Label path = Labels.muted(folder.toString());
            path.setMinWidth(0);
            var row = new HBox(12, button, path);
            row.setAlignment(Pos.CENTER_LEFT);
            list.getChildren().add(row);
        }
        list.setId("welcome-recent");
        return new Card(Text.of("welcome.recent")).with(list);
    }

    private void asked(String title, UnaryOperator<Path> make) {
        with(() -> folders.ask(getScene().getWindow(), title), make);
    }

    /// Makes the folder ready and goes on with it; where that fails, all stays as it is.
    private void with(Supplier<@Nullable Path> ask, UnaryOperator<Path> make) {
        Path chosen = ask.get();
        if (chosen == null) return;
        column.setDisable(true);
        ground.tasks().quiet("open workspace", progress -> {
            try {
                Opening next = ground.open().apply(make.apply(chosen));
                Fx.later(() -> go.accept(next));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> failed(problem));
            }
        });
    }

    private void failed(Problem problem) {
        column.setDisable(false);
        said.getChildren().setAll(new ProblemBanner(problem, WelcomeScreen::copy));
        said.requestFocus();
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void look() {
        found.getChildren().setAll(Labels.muted(Text.of("welcome.looking")));
        ground.tasks().quiet("look around", progress -> {
            DockerFinding docker = tried();
            boolean gpu = ground.gpu().ask();
            Fx.later(() -> found.getChildren().setAll(
                    line(true, Text.of("cli.doctor.name.embedded"), Text.of("welcome.embedded")), engine(docker),
                    line(gpu, "GPU", Text.of(gpu ? "welcome.gpu" : "welcome.gpu.none"))));
        });
    }

    private DockerFinding tried() throws InterruptedException {
        try {
            return ground.docker().look();
        } catch (RuntimeException e) {
            return new DockerFinding(null, StudioException.problemOf(e), List.of());
        }
    }

    private static Node engine(DockerFinding told) {
        DockerFinding.Found there = told.found();
        if (there != null) {
            return line(true, there.podman() ? "Podman" : "Docker", there.version() + " · " + there.address());
        }
        Problem problem = told.problem();
        return line(false, "Docker", problem == null
                ? Text.of("welcome.docker.none")
                : problem.what() + "\n"
                        + problem.fix() + "\n" + Text.of("welcome.docker.none"));
    }

    private static HBox line(boolean good, String name, String text) {
        var pill = new StatusPill(good ? Tone.GOOD : Tone.NEUTRAL, good ? "fth-check-circle" : "fth-minus-circle",
                Text.of(good ? "welcome.here" : "welcome.absent"));
        pill.setMinWidth(110);
        Label title = Labels.of(name, "medium");
        title.setMinWidth(130);
        Label words = Labels.wrapped(text, "muted");
        HBox.setHgrow(words, Priority.ALWAYS);
        return new HBox(12, pill, title, words);
    }
}
