package slipway.ui.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Offline;
import slipway.network.Purpose;
import slipway.store.StudioSettings;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// The offline switch, and every connection that was ever made. FX thread; the ledger’s file is read beside it.
public final class NetworkSection implements SettingsSection {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Live<StudioSettings> person;
    private final Desk desk;
    private final TextField filter = new TextField();
    private final Button copy = button("network-copy", Text.of("network.copy"), "fth-copy");
    private final Button clear = button("network-clear", Text.of("network.clear"), "fth-trash-2");
    private final VBox outside = new VBox(12);
    private final EmptyState empty = new EmptyState("fth-shield", Text.of("network.empty.title"),
            Text.of("network.empty.text"));
    private final NetworkTable far = new NetworkTable("network-far", Text.of("network.outside"));
    private final NetworkTable near = new NetworkTable("network-near", Text.of("network.near"));
    private final TitledPane folded = new TitledPane("", near);
    private List<Contact> known = List.of();
    private @Nullable ProblemBanner banner;

    /// @param person whose offline switch it is; whoever gave it sees to it that `ledger` goes by it
    public NetworkSection(Ledger ledger, Live<StudioSettings> person, Desk desk) {
        this.ledger = ledger;
        this.person = person;
        this.desk = desk;
    }

    @Override
    public String id() {
        return "network";
    }

    @Override
    public String icon() {
        return "fth-globe";
    }

    @Override
    public String title() {
        return Text.of("network.section");
    }

    @Override
    public String words() {
        return Stream.concat(Stream.of(Text.of("network.offline"), Text.of("network.outside"), Text.of("network.near")),
                Stream.of(Purpose.values()).map(Purpose::title)).collect(Collectors.joining(" "));
    }

    @Override
    public Node build() {
        filter.setId("network-filter");
        filter.setPromptText(Text.of("network.filter"));
        filter.setAccessibleText(Text.of("network.filter"));
        filter.textProperty().addListener((observed, old, now) -> show());
        HBox.setHgrow(filter, Priority.ALWAYS);
        copy.setOnAction(event -> desk.notices().copied(text()));
        clear.setOnAction(event -> clear());
        folded.setId("network-folded");
        folded.getStyleClass().add("network-folded");
        folded.setExpanded(false);
        folded.setAnimated(false);
        var tools = new HBox(8, filter, copy, clear);
        tools.setAlignment(Pos.CENTER_LEFT);
        var section = new VBox(16, offline(), Labels.strong(Text.of("network.outside")),
                Labels.wrapped(Text.of("network.outside.text"), "muted"), tools, outside, folded);
        Fx.poll(section, LOOK, this::look);
        look();
        return section;
    }

    private Node offline() {
        var box = new CheckBox();
        box.setId("network-offline");
        box.setOnAction(event -> person.update(old -> old.withNetwork(old.network().withOffline(box
                .isSelected()))));
        Fx.follow(box, person, now -> box.setSelected(now.network().offline()));
        Label forced = Labels.wrapped("", "muted");
        forced.setId("network-forced");
        Fx.follow(forced, ledger.offline(), now -> force(forced, now));
        return new VBox(SettingRows.row(Text.of("network.offline"), Text.of("network.offline.text"), box), forced);
    }

    private static void force(Label forced, Offline now) {
        boolean shown = !now.forced().isEmpty();
        forced.setVisible(shown);
        forced.setManaged(shown);
        forced.setText(shown ? Text.of("network.offline.forced", now.forced()) : "");
    }

    private void look() {
        var found = new AtomicReference<List<Contact>>(List.of());
        var wrong = new AtomicReference<@Nullable Problem>();
        desk.work().run(() -> {
            try {
                found.set(ledger.contacts());
            } catch (StudioException e) {
                // said where one looks, not in a sheet each time that is looked again
                wrong.set(e.problem());
            }
        }, () -> {
            told(wrong.get());
            if (banner == null) known = found.get();
            show();
        });
    }

    /// The banner stays the same one while the same is wrong.
    private void told(@Nullable Problem wrong) {
        if (wrong == null) banner = null;
        else if (banner == null) banner = new ProblemBanner(wrong, desk.notices()::copied);
    }

    private void show() {
        List<Contact> local = known.stream().filter(each -> each.party().local()).toList();
        List<Contact> left = known.stream().filter(each -> !each.party().local()).toList();
        Node wanted = banner != null ? banner : left.isEmpty() ? empty : far;
        if (!outside.getChildren().equals(List.of(wanted))) outside.getChildren().setAll(wanted);
        far.show(left.stream().filter(this::wanted).toList());
        near.show(local.stream().filter(this::wanted).toList());
        folded.setText(Text.of("network.local", local.size(), Contact.begun(local)));
        folded.setVisible(!local.isEmpty());
        copy.setDisable(known.isEmpty());
        clear.setDisable(known.isEmpty());
    }

    private boolean wanted(Contact each) {
        String all = (each.party().title() + ' ' + each.purpose().title() + ' ' + each.outcome())
                .toLowerCase(Locale.ROOT);
        return Stream.of(filter.getText().toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(all::contains);
    }

    /// What is shown, a line each, for a spreadsheet or a report.
    private String text() {
        return Stream.concat(far.shown().stream(), near.shown().stream()).map(each -> String.join("\t",
                each.party().title(), each.purpose().title(), each.first().toString(), each.last().toString(),
                String.valueOf(each.opened()), each.outcome())).collect(Collectors.joining("\n", "", "\n"));
    }

    private void clear() {
        var cleared = new AtomicReference<List<Contact>>(List.of());
        desk.work().run(() -> cleared.set(ledger.clear()), () -> {
            look();
            desk.notices().undoable(Text.of("network.cleared"),
                    () -> desk.work().run(() -> ledger.restore(cleared.get()), this::look));
        });
    }

    private static Button button(String id, String text, String icon) {
        var button = new Button(text, Icons.of(icon));
        button.setId(id);
        button.setMnemonicParsing(false);
        button.setMinWidth(Button.USE_PREF_SIZE);
        return button;
    }
}
