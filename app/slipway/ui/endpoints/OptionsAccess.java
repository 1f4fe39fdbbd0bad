package slipway.ui.endpoints;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.store.Keys;
import slipway.traffic.Tokens;
import slipway.ui.Desk;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;

/// What proves a client of the endpoint: its two keys, each to be read, copied and made anew, or tokens that expire, each
/// shown once. Goes by what the file says, not by what is being changed. FX thread.
final class OptionsAccess extends VBox {
    private static final int MOST_MINUTES = 60 * 24 * 365;
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Desk desk;
    private final Path state;
    private final String endpoint;
    private final Consumer<String> copy;
    private final KeyLabel primary;
    private final KeyLabel secondary;
    private @Nullable AuthMode shown;

    /// @param state the workspace’s state folder
    OptionsAccess(Desk desk, Path state, String endpoint) {
        super(10);
        this.desk = desk;
        this.state = state;
        this.endpoint = endpoint;
        this.copy = desk.notices()::copied;
        this.primary = new KeyLabel(copy);
        this.secondary = new KeyLabel(copy);
        primary.setId("options-primary");
        secondary.setId("options-secondary");
    }

    void show(AuthMode mode) {
        if (mode == shown) return;
        shown = mode;
        switch (mode) {
            case KEY -> keys();
            case AML_TOKEN, AAD_TOKEN -> tokens();
            case NONE -> getChildren().setAll(Labels.wrapped(Text.of("endpoints.options.open"), "muted"));
        }
    }

    private void keys() {
        var grid = new KeyValueGrid();
        grid.row(Text.of("endpoints.options.primary"), new VBox(6, primary, anew(true)));
        grid.row(Text.of("endpoints.options.secondary"), new VBox(6, secondary, anew(false)));
        getChildren().setAll(Labels.wrapped(Text.of("endpoints.options.keys-what"), "muted", "small"), grid);
        change(() -> Keys.of(state, endpoint, null), () -> {});
    }

    private interface Change {
        Keys apply();
    }

    private void change(Change change, Runnable then) {
        var keys = new AtomicReference<@Nullable Keys>();
        desk.work().run(() -> keys.set(change.apply()), () -> {
            Keys now = keys.get();
            if (now == null) return;
            primary.show(now.primary());
            secondary.show(now.secondary());
            then.run();
        });
    }

    /// Asks once more before the key is replaced: who uses it is shut out at once.
    private HBox anew(boolean first) {
        String id = first ? "primary" : "secondary";
        String name = Text.of("endpoints.options." + id);
        var ask = new Button(Text.of("endpoints.options.regenerate"));
        ask.setId("options-regenerate-" + id);
        var sure = new Button(Text.of("endpoints.options.regenerate-now"));
        sure.setId("options-sure-" + id);
        sure.getStyleClass().add("danger");
        var keep = new Button(Text.of("endpoints.options.keep"));
        var box = new HBox(8, ask);
        box.setAlignment(Pos.CENTER_LEFT);
        Label what = Labels.of(Text.of("endpoints.options.regenerate-what", name), "small");
        ask.setOnAction(event -> box.getChildren().setAll(what, sure, keep));
        keep.setOnAction(event -> box.getChildren().setAll(ask));
        sure.setOnAction(event -> {
            box.getChildren().setAll(ask);
            change(() -> Keys.regenerate(state, endpoint, first), () -> desk.notices().done(Text.of(
                    "endpoints.options.regenerated", name, endpoint)));
        });
        return box;
    }

    private void tokens() {
        var minutes = new TextField(String.valueOf(Tokens.USUAL.toMinutes()));
        minutes.setId("options-minutes");
        minutes.getStyleClass().addAll("mono", "limit-field");
        minutes.setAccessibleText(Text.of("endpoints.options.minutes-accessible"));
        var make = new Button(Text.of("endpoints.options.token"));
        make.setId("options-token");
        Label wrong = Labels.wrapped("", "bad-text", "small");
        var made = new VBox(4);
        made.setId("options-token-made");
        minutes.textProperty().addListener(observed -> wrong.setText(""));
        make.setOnAction(event -> {
            int good = OptionsForm.number(minutes.getText(), MOST_MINUTES);
            if (good <= 0) wrong.setText(Text.of("endpoints.options.number", 1, MOST_MINUTES));
            else
                mint(Duration.ofMinutes(good), made);
        });
        var row = new HBox(8, Labels.of(Text.of("endpoints.options.token-for")), minutes, Labels.of(Text.of(
                "endpoints.options.minutes"), "muted", "small"), make);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(Labels.wrapped(Text.of("endpoints.options.tokens-what"), "muted", "small"), row, wrong,
                made);
    }

    private void mint(Duration time, VBox made) {
        var token = new AtomicReference<>("");
        var until = new AtomicReference<>("");
        desk.work().run(() -> {
            var tokens = new Tokens(Keys.of(state, endpoint, null).tokens(), endpoint);
            until.set(UNTIL.format(tokens.expiry(time).atZone(ZoneId.systemDefault())));
            token.set(tokens.mint(time));
        }, () -> made.getChildren().setAll(new CopyLabel(token.get(), copy), Labels.wrapped(Text.of(
                "endpoints.options.token-until", until.get()), "muted", "small")));
    }
}
