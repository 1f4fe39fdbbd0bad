package slipway.ui.settings;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.housekeeping.Held;
import slipway.housekeeping.Kind;
import slipway.rehearse.Sizes;
import slipway.ui.Asker;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;

/// One kind of what takes room: how much, a bar where it has a limit, the limit to be changed, and a button that lets go
/// of it once asked. FX thread.
final class StorageRow extends HBox {
    private static final long GIGA = 1_000_000_000;
    private static final long MEGA = 1_000_000;

    private final Held held;
    private final StorageGround ground;

    StorageRow(Held held, StorageGround ground) {
        super(16);
        this.held = held;
        this.ground = ground;
        getStyleClass().add("setting-row");
        setAlignment(Pos.CENTER_LEFT);
        var words = new VBox(4, Labels.of(name(held.kind()), "medium"), Labels.wrapped(facts(), "muted"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().add(words);
        if (held.kind().limited()) {
            if (held.limit().bytes() > 0) words.getChildren().add(meter());
            getChildren().add(limit());
        }
        if (held.kind().cleanable()) getChildren().add(clean());
    }

    private static String name(Kind kind) {
        return Text.of("housekeeping.kind." + kind.word());
    }

    /// `1.20 MB · 14 files · since Nov 1, 2026 · 3 pinned`, as far as there is something.
    private String facts() {
        if (held.files() == 0) return Text.of("storage.nothing");
        String text = Text.of("storage.facts", Units.bytes(held.bytes()), held.files());
        Instant oldest = held.oldest();
        if (oldest != null) text = Text.of("storage.since", text, date(oldest));
        if (held.limit().days() > 0) text = Text.of("storage.days", text, held.limit().days());
        return held.pinned() == 0 ? text : Text.of("storage.pinned", text, held.pinned());
    }

    static String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(Text.locale()).withZone(ZoneId
                .systemDefault()).format(at);
    }

    private Meter meter() {
        var meter = new Meter();
        meter.setMaxWidth(360);
        // at its limit it does what it should
        meter.calm();
        meter.show(held.share());
        return meter;
    }

    private VBox limit() {
        var field = new TextField(size(held.limit().bytes()));
        field.setId("storage-limit-" + held.kind().word());
        field.setPrefColumnCount(6);
        field.setPromptText("2GB");
        field.setAccessibleText(Text.of("storage.limit.of", name(held.kind())));
        field.setOnAction(event -> change(field));
        field.focusedProperty().addListener((observed, was, focused) -> {
            if (!focused) change(field);
        });
        Label name = Labels.of(Text.of("storage.limit"), "muted", "small");
        name.setLabelFor(field);
        var box = new VBox(2, name, field);
        box.setMinWidth(USE_PREF_SIZE);
        return box;
    }

    /// As it is typed: `2GB`, `500MB`; empty where there is none yet.
    private static String size(long bytes) {
        if (bytes <= 0) return "";
        return bytes % GIGA == 0 ? bytes / GIGA + "GB" : bytes / MEGA + "MB";
    }

    private void change(TextField field) {
        String text = field.getText().strip();
        String before = size(held.limit().bytes());
        if (text.equals(before)) return;
        Optional<Long> wanted = Sizes.parse(text.replace(" ", ""));
        field.setText(before);
        if (wanted.isEmpty()) {
            ground.desk().notices().done(Text.of("cli.size-form", text));
            return;
        }
        field.setText(text);
        long bytes = wanted.get();
        Runnable set = () -> ground.desk().work().run(() -> ground.housekeeper().limit(held.kind(), bytes), () -> {});
        // the oldest go within a minute: that is said first
        if (bytes >= held.bytes()) set.run();
        else {
            field.setText(before);
            ground.asker().ask(new Asker.Question(Text.of("storage.less.title", name(held.kind())), Text.of(
                    "storage.less.text", Units.bytes(held.bytes()), Units.bytes(bytes)), Text.of("storage.less.yes"),
                    true), set);
        }
    }

    private Button clean() {
        var button = new Button(Text.of("storage.clean"));
        button.setId("storage-clean-" + held.kind().word());
        button.setMinWidth(USE_PREF_SIZE);
        button.setDisable(held.files() == 0);
        button.setAccessibleText(Text.of("storage.clean.of", name(held.kind())));
        button.setOnAction(event -> ground.asker()
                .ask(new Asker.Question(Text.of("storage.clean.of", name(held.kind())),
                        Text.of("housekeeping.lost." + held.kind().word(), Units.bytes(held.bytes()), held.pinned()),
                        Text.of(
                                "storage.clean"),
                        true), this::cleanNow));
        return button;
    }

    private void cleanNow() {
        Kind kind = held.kind();
        ground.start("storage.task.clean", name(kind), Twin.of("disk").add("--clean", kind.word()), progress -> Text.of(
                "storage.freed", name(kind), Units.bytes(ground.housekeeper().clean(kind))));
    }
}
