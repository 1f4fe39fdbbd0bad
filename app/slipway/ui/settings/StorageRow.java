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
import slipway.ui.widget.Decimals;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;

/// One kind of what takes room: how much, a bar where it has a limit, the limit to be changed, and a button that lets go
/// of it once asked. FX thread.
final class StorageRow extends HBox {
    private static final long GIGA = 1_000_000_000;
    private static final long MEGA = 1_000_000;

    private final Kind kind;
    private final StorageGround ground;
    private final Label facts = Labels.wrapped("", "muted");
    private final Meter meter = new Meter();
    private final TextField limit = new TextField();
    private final Button clean = new Button(Text.of("storage.clean"));
    private Held held;

    StorageRow(Held held, StorageGround ground) {
        super(16);
        this.held = held;
        this.kind = held.kind();
        this.ground = ground;
        getStyleClass().add("setting-row");
        setAlignment(Pos.CENTER_LEFT);
        var words = new VBox(4, Labels.of(name(kind), "medium"), facts);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().add(words);
        if (kind.limited()) {
            meter.setMaxWidth(360);
            // at its limit it does what it should
            meter.calm();
            words.getChildren().add(meter);
            getChildren().add(limit());
        }
        if (kind.cleanable()) getChildren().add(clean());
        show(held);
    }

    Kind kind() {
        return kind;
    }

    /// What is there now. A limit that somebody is typing stays as it is.
    void show(Held next) {
        held = next;
        facts.setText(facts());
        boolean limited = next.limit().bytes() > 0;
        meter.setVisible(limited);
        meter.setManaged(limited);
        if (limited) meter.show(next.share());
        if (!limit.isFocused()) limit.setText(size(next.limit().bytes()));
        clean.setDisable(next.files() == 0);
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

    private VBox limit() {
        limit.setId("storage-limit-" + kind.word());
        limit.setPrefColumnCount(6);
        limit.setPromptText("2GB");
        limit.setAccessibleText(Text.of("storage.limit.of", name(kind)));
        limit.setOnAction(event -> change());
        limit.focusedProperty().addListener((observed, was, focused) -> {
            // with the page gone nobody has ended what was being typed
            if (!focused && limit.getScene() != null) change();
        });
        Label name = Labels.of(Text.of("storage.limit"), "muted", "small");
        name.setLabelFor(limit);
        var box = new VBox(2, name, limit);
        box.setMinWidth(USE_PREF_SIZE);
        return box;
    }

    /// As it is typed: `2GB`, `500MB`; empty where there is none yet.
    private static String size(long bytes) {
        if (bytes <= 0) return "";
        return bytes % GIGA == 0 ? bytes / GIGA + "GB" : bytes / MEGA + "MB";
    }

    private void change() {
        String text = limit.getText().strip();
        String before = size(held.limit().bytes());
        if (text.equals(before)) return;
        // what was there stands again until the new one is kept, so that a refusal leaves nothing behind
        limit.setText(before);
        Optional<Long> wanted = Sizes.parse(Decimals.pointed(text.replace(" ", "")));
        if (wanted.isEmpty()) {
            ground.desk().notices().done(Text.of("cli.size-form", text));
            return;
        }
        long bytes = wanted.get();
        Runnable set = () -> ground.desk().work().run(() -> ground.housekeeper().limit(kind, bytes),
                () -> limit.setText(size(bytes)));
        // the oldest go within a minute: that is said first
        if (bytes >= held.bytes()) set.run();
        else
            ground.asker().ask(new Asker.Question(Text.of("storage.less.title", name(kind)), Text.of(
                    "storage.less.text", Units.bytes(held.bytes()), Units.bytes(bytes)), Text.of("storage.less.yes"),
                    true), set);
    }

    private Button clean() {
        clean.setId("storage-clean-" + kind.word());
        clean.setMinWidth(USE_PREF_SIZE);
        clean.setAccessibleText(Text.of("storage.clean.of", name(kind)));
        clean.setOnAction(event -> ground.asker().ask(new Asker.Question(Text.of("storage.clean.of", name(kind)),
                Text.of("housekeeping.lost." + kind.word(), Units.bytes(held.bytes()), held.pinned()), Text.of(
                        "storage.clean"),
                true), this::cleanNow));
        return clean;
    }

    private void cleanNow() {
        ground.acts().start("storage.task.clean", name(kind), Twin.of("disk").add("--clean", kind.word()),
                progress -> Text.of(
                        "storage.freed", name(kind), Units.bytes(ground.housekeeper().clean(kind))));
    }
}
