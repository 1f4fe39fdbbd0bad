package slipway.ui.images;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Quoted;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Images;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.images.ImageActs.Act;
import slipway.ui.widget.Ago;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Skeleton;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Everything known about one image: layers, configuration, names, who uses it, commands. FX thread.
final class ImageDetail {
    private final DetailPane pane = new DetailPane();
    private final Desk desk;
    private final ImageActs acts;
    private final ImageFacts facts;
    private final TabPane tabs = new TabPane();
    private final VBox layers = body();
    private final VBox config = body();
    private @Nullable ImageRow row;
    private @Nullable Images images;

    ImageDetail(Desk desk, ImageActs acts, ImageFacts facts) {
        this.desk = desk;
        this.acts = acts;
        this.facts = facts;
        pane.setId("image-detail");
        tabs.setId("image-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getStyleClass().add("slim");
        Fx.follow(pane, facts.state(), this::facts);
    }

    DetailPane pane() {
        return pane;
    }

    void show(Images of, ImageRow next) {
        boolean another = !next.same(row);
        row = next;
        images = of;
        pane.header(header(next));
        int tab = tabs.getSelectionModel().getSelectedIndex();
        tabs.getTabs().setAll(tab("layers", Text.of("images.tab.layers"), layers),
                tab("config", Text.of("images.tab.config"), config),
                tab("names", Text.of("images.tab.names"), names(next)),
                tab("use", Text.of("images.tab.use"), use(next)),
                tab("command", Text.of("images.tab.command"), commands(next)));
        tabs.getSelectionModel().select(Math.max(0, tab));
        pane.content(tabs);
        if (another) facts.ask(of, next.id());
    }

    void focusTabs() {
        tabs.requestFocus();
    }

    private Node header(ImageRow next) {
        Label title = Labels.of(next.image().title(), "heading");
        title.setMinWidth(0);
        title.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        title.setTooltip(new Tooltip(next.image().title()));
        var top = new HBox(8, title);
        top.getStyleClass().add("image-line");
        if (next.ours()) top.getChildren().add(new StatusPill(Tone.ACCENT, "fth-anchor", "Slipway"));
        top.getChildren().add(Labels.gap());
        Button remove = Icons.button("fth-trash-2", Act.REMOVE.text(), () -> run(Act.REMOVE));
        remove.setId("image-remove");
        top.getChildren().add(remove);
        var ago = new Ago();
        ago.show(next.image().created());
        var line = new HBox(6, Labels.muted(Units.bytes(next.image().sizeBytes())), Labels.muted("·"), ago,
                Labels.muted("·"), useMark(next));
        line.getStyleClass().add("image-line");
        var buttons = new FlowPane(8, 8, button(Act.SAVE), button(Act.PUSH), button(Act.TAG));
        var all = new VBox(8, top, line, buttons);
        HBox.setHgrow(all, javafx.scene.layout.Priority.ALWAYS);
        all.setMinWidth(0);
        return all;
    }

    private static Node useMark(ImageRow row) {
        if (row.used()) return new StatusPill(Tone.GOOD, "fth-play-circle", ImageTable.useText(row));
        return row.unused()
                ? new StatusPill(Tone.NEUTRAL, "fth-circle", Text.of("images.use.none"))
                : new StatusPill(Tone.NEUTRAL, "fth-help-circle", Text.of("images.use.unknown"));
    }

    private Button button(Act act) {
        var button = new Button(act.text(), Icons.of(act.icon()));
        button.setMnemonicParsing(false);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setId("image-" + act.name().toLowerCase(java.util.Locale.ROOT));
        button.setOnAction(event -> run(act));
        return button;
    }

    private void run(Act act) {
        if (row != null && images != null) acts.run(act, images, row);
    }

    private void facts(ImageFacts.State state) {
        switch (state) {
            case ImageFacts.None none -> {
                layers.getChildren().setAll(new Skeleton(4));
                config.getChildren().setAll(new Skeleton(4));
            }
            case ImageFacts.Failed failed -> {
                layers.getChildren().setAll(failed(failed));
                config.getChildren().setAll(failed(failed));
            }
            case ImageFacts.Known known -> {
                var list = new LayerList();
                list.show(known.layers());
                layers.getChildren().setAll(list);
                config.getChildren().setAll(config(known.config()));
            }
        }
    }

    private ProblemBanner failed(ImageFacts.Failed failed) {
        return new ProblemBanner(failed.problem(), desk.notices()::copied).action(Text.of("shell.retry"), () -> {
            if (images != null) facts.ask(images, failed.id());
        });
    }

    private static KeyValueGrid config(Images.Config config) {
        var grid = new KeyValueGrid();
        grid.row(Text.of("images.config.platform"), Labels.mono(config.platform()));
        grid.row(Text.of("images.config.entrypoint"), words(config.entrypoint()));
        grid.row(Text.of("images.config.command"), words(config.command()));
        grid.row(Text.of("images.config.ports"), config.ports().isEmpty()
                ? Labels.muted(Text.of("images.config.none"))
                : Labels.mono(String.join(", ", config.ports().stream().map(String::valueOf).toList())));
        boolean root = config.user().isBlank() || config.user().equals("0") || config.user().equals("root");
        grid.row(Text.of("images.config.user"), root
                ? new StatusPill(Tone.WARN, "fth-alert-triangle", Text.of("images.config.root"))
                : Labels.mono(config.user()));
        String check = config.healthCheck();
        grid.row(Text.of("images.config.health"), check == null
                ? Labels.muted(Text.of("images.config.none"))
                : Labels.wrapped(check, "mono"));
        grid.row(Text.of("images.config.environment"), config.environmentNames().isEmpty()
                ? Labels.muted(Text.of("images.config.none"))
                : Labels.wrapped(String.join("\n", config.environmentNames()), "mono"));
        return grid;
    }

    private static Node words(List<String> argv) {
        if (argv.isEmpty()) return Labels.muted(Text.of("images.config.none"));
        return Labels.wrapped(String.join(" ", argv.stream().map(Quoted::shell).toList()), "mono");
    }

    private VBox names(ImageRow of) {
        var body = body();
        part(body, Text.of("images.names.tags"), of.image().tags(), Text.of("images.names.tags.none"));
        part(body, Text.of("images.names.digests"), of.image().digests(), Text.of("images.names.digests.none"));
        part(body, Text.of("images.names.id"), List.of(of.id()), "");
        return body;
    }

    private void part(VBox body, String title, List<String> names, String none) {
        var part = new VBox(4, Labels.of(title, "muted", "small"));
        if (names.isEmpty()) part.getChildren().add(Labels.wrapped(none));
        Consumer<String> copy = desk.notices()::copied;
        names.forEach(name -> part.getChildren().add(new CopyLabel(name, copy)));
        body.getChildren().add(part);
    }

    private VBox use(ImageRow of) {
        var body = body();
        if (!of.used()) {
            body.getChildren().add(Labels.wrapped(of.unused()
                    ? Text.of("images.use.none.text")
                    : Text.of("images.use.unknown.text"), "muted"));
            return body;
        }
        for (String id : of.deployments()) {
            var link = new Hyperlink(id);
            link.setOnAction(event -> desk.navigator().open("deployments", id));
            body.getChildren().add(link);
        }
        if (of.image().users() > 0) {
            body.getChildren().add(Labels.wrapped(Text.of("images.use.containers.text", of.image().users()), "muted"));
            body.getChildren().add(new CopyLabel(ImageCommands.containers(of), desk.notices()::copied));
        }
        return body;
    }

    private VBox commands(ImageRow of) {
        var body = body();
        ImageCommands.of(of).forEach((what, commands) -> {
            var part = new VBox(4, Labels.muted(what));
            commands.forEach(each -> part.getChildren().add(new CopyLabel(each, desk.notices()::copied)));
            body.getChildren().add(part);
        });
        return body;
    }

    private static Tab tab(String id, String title, Node content) {
        var tab = new Tab(title, DetailPane.scrolled(content));
        tab.setId("image-tab-" + id);
        return tab;
    }

    private static VBox body() {
        var body = new VBox();
        body.getStyleClass().add("detail-body");
        return body;
    }
}
