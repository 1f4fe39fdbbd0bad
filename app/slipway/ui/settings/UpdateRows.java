package slipway.ui.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Version;
import slipway.store.StudioSettings;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Ago;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Tone;
import slipway.update.LastLook;
import slipway.update.Release;
import slipway.update.Updates;

/// The switch of the update notice, where it looks, and how the last look went; the address is shown without its
/// secrets but while it is typed. FX thread.
final class UpdateRows extends VBox {
    private static final Duration AGING = Duration.ofSeconds(20);
    private static final double FIELD = 360;

    private final Updates updates;
    private final Desk desk;
    private final CheckBox notice = new CheckBox();
    private final TextField address = new TextField();
    private final Button check = new Button(Text.of("update.check"), Icons.of("fth-refresh-cw"));
    private final Label state = Labels.muted("");
    private final Ago when = new Ago();
    private final VBox outcome = new VBox(8);
    private boolean looking;

    UpdateRows(Updates updates, Desk desk) {
        super(12);
        this.updates = updates;
        this.desk = desk;
        notice.setId("update-notice");
        notice.setOnAction(event -> updates.choose(notice.isSelected(), network().updateAddress()));
        address.setId("update-address");
        address.setPrefWidth(FIELD);
        address.setPromptText("https://example.com/slipway.json");
        address.setOnAction(event -> typed());
        address.focusedProperty().addListener((observed, was, now) -> edit(now));
        check.setId("update-check");
        check.setMnemonicParsing(false);
        check.setMinWidth(USE_PREF_SIZE);
        check.setOnAction(event -> look());
        state.setId("update-state");
        outcome.setId("update-outcome");
        var foot = new HBox(12, check, state, when);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(SettingRows.row(Text.of("update.notice"), Text.of("update.notice.text"), notice),
                SettingRows.row(Text.of("update.where"), Text.of("update.where.text"), address), foot, outcome);
        Fx.follow(this, updates.person(), now -> show());
        Fx.follow(this, updates.last(), now -> show());
        Fx.poll(this, AGING, this::age);
    }

    private StudioSettings.Network network() {
        return updates.person().get().network();
    }

    /// Whoever types sees what they type; a look over the shoulder later does not.
    private void edit(boolean begins) {
        if (begins) {
            address.setText(network().updateAddress());
            return;
        }
        typed();
        address.setText(updates.where());
    }

    private void typed() {
        updates.choose(network().updateNotice(), address.getText());
    }

    private void look() {
        looking = true;
        show();
        desk.work().run(this::looked, this::show);
    }

    private void looked() throws InterruptedException {
        try {
            updates.look();
        } finally {
            Fx.later(() -> looking = false);
            Fx.later(this::show);
        }
    }

    private void age() {
        updates.lastThere().filter(look -> when.isVisible()).ifPresent(look -> when.show(Instant.ofEpochMilli(look
                .atMillis())));
    }

    private void show() {
        notice.setSelected(network().updateNotice());
        if (!address.isFocused()) address.setText(updates.where());
        Problem wrong = updates.wrong();
        check.setDisable(!updates.on() || looking || wrong != null);
        LastLook look = updates.on() && wrong == null ? updates.lastThere().orElse(null) : null;
        state.setText(looking ? Text.of("update.looking") : said(look));
        boolean dated = look != null && !looking;
        when.setVisible(dated);
        when.setManaged(dated);
        age();
        if (wrong != null) outcome.getChildren().setAll(new ProblemBanner(wrong, desk.notices()::copied).mild());
        else
            outcome.getChildren().setAll(look == null || looking ? List.of() : outcome(look));
        boolean any = !outcome.getChildren().isEmpty();
        outcome.setVisible(any);
        outcome.setManaged(any);
    }

    private String said(@Nullable LastLook look) {
        if (!network().updateNotice()) return Text.of("update.off");
        if (network().updateAddress().isBlank()) return Text.of("update.nowhere");
        return look == null ? Text.of("update.never") : Text.of("update.last");
    }

    private List<Node> outcome(LastLook look) {
        Problem problem = look.problem();
        if (problem != null) return List.of(new ProblemBanner(problem, desk.notices()::copied));
        Release release = look.release();
        return release == null ? List.of() : outcome(release);
    }

    private List<Node> outcome(Release release) {
        int against = release.against(Version.NUMBER);
        var all = new ArrayList<Node>();
        if (against > 0) {
            all.add(line("fth-arrow-up-circle", Tone.ACCENT, Text.of("update.newer", release.version(),
                    Version.NUMBER)));
            if (release.notes().isEmpty()) return all;
            all.add(Labels.of(Text.of("update.notes"), "medium"));
            all.add(release.notesAreLink()
                    ? new CopyLabel(release.notes(), desk.notices()::copied)
                    : Labels.wrapped(release.notes()));
        } else {
            all.add(line("fth-check-circle", Tone.GOOD, against == 0
                    ? Text.of("update.newest", Version.NUMBER)
                    : Text.of("update.older", release.version(), Version.NUMBER)));
        }
        return all;
    }

    private static Node line(String icon, Tone tone, String text) {
        var line = new HBox(8, Icons.of(icon, tone.style()), Labels.wrapped(text));
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
