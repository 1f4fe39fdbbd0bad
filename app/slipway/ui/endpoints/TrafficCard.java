package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.widget.Card;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The linked sliders with presets and mirror: what the person wants stays here until Apply or Undo; a change of the
/// files shows at once unless something is being changed. FX thread.
final class TrafficCard {
    private final StatusPill sum = new StatusPill();
    private final Card card = new Card(Text.of("endpoints.traffic"), sum);
    private final SplitSliders live = new SplitSliders(100, (name, value) -> change(wanted().moved(name, value)),
            () -> change(wanted().rested()));
    private final SplitSliders mirror = new SplitSliders(SplitModel.MIRROR_LIMIT, (name, value) -> change(wanted()
            .mirrored(name, value)), () -> {});
    private final VBox mirrorPart;
    private final VBox mirrorSeen;
    private final Label noMirror = Labels.wrapped("", "muted", "small");
    private final Label seen = Labels.wrapped("", "muted");
    private final Button applyButton = new Button(Text.of("endpoints.apply"));
    private final Button undoButton = new Button(Text.of("endpoints.undo"));
    private final Button offButton = Chip.button("", "", this::offOrOn);
    private final Label copies = Labels.wrapped("", "muted", "small");
    private final Button verifyButton = Chip.button("", Text.of("endpoints.mirror.verify"), () -> {});
    private final Label verified = Labels.wrapped("", "small");
    private @Nullable EndpointRow row;
    private @Nullable SplitModel wanted;

    /// `apply` gets what was and what is wanted; `verify` tries the mirror as it is.
    TrafficCard(BiConsumer<SplitModel, SplitModel> apply, Runnable verify) {
        var presets = new FlowPane(8, 8);
        for (int first : new int[]{100, 90, 50, 0}) {
            Button chip = Chip.button("", first + " / " + (100 - first), () -> change(wanted().preset(first)));
            chip.setId("preset-" + first);
            presets.getChildren().add(chip);
        }
        offButton.setId("traffic-off");
        presets.getChildren().add(offButton);
        Label note = Labels.of(Text.of("endpoints.mirror.rule"), "muted", "small");
        var heading = new HBox(8, Labels.heading(Text.of("endpoints.mirror")), Labels.gap(), note);
        heading.setAlignment(Pos.CENTER_LEFT);
        verifyButton.setId("verify-mirror");
        verifyButton.setOnAction(event -> verify.run());
        verifyButton.setTooltip(new Tooltip(Text.of("endpoints.mirror.verify-what", MirrorCheck.REQUESTS)));
        mirrorPart = new VBox(8, Labels.rule(), heading, mirror);
        mirrorSeen = new VBox(4, copies, verified);
        verified.setId("mirror-verified");
        hear(null);
        applyButton.getStyleClass().add("accent");
        applyButton.setId("apply-split");
        applyButton.setOnAction(event -> {
            EndpointRow now = row;
            if (now != null) apply.accept(now.split(), wanted());
        });
        undoButton.setId("undo-split");
        undoButton.setOnAction(event -> {
            EndpointRow now = row;
            if (now != null) change(now.split());
        });
        var buttons = new HBox(8, applyButton, undoButton, Labels.gap(), verifyButton);
        buttons.setAlignment(Pos.CENTER_LEFT);
        card.with(live, presets, seen, mirrorPart, noMirror, buttons, mirrorSeen);
    }

    Card node() {
        return card;
    }

    void show(EndpointRow next) {
        EndpointRow old = row;
        boolean fresh = old == null || wanted == null || !old.name().equals(next.name()) || wanted().equals(old.split())
                || !old.names().equals(next.names());
        row = next;
        if (old != null && (!old.name().equals(next.name()) || !old.split().equals(next.split())
                || !old.mirrors().equals(next.mirrors())))
            hear(null);
        change(fresh ? next.split() : wanted());
    }

    /// The mirror is being tried.
    void verifying() {
        verifyButton.setDisable(true);
        verified.setText(Text.of("endpoints.mirror.verifying", MirrorCheck.REQUESTS));
        verified.getStyleClass().setAll("label", "small", "muted");
        place(verified, true);
    }

    /// What came of it; null takes the words away.
    void hear(@Nullable MirrorCheck check) {
        verifyButton.setDisable(false);
        verified.setText(check == null ? "" : check.words());
        verified.getStyleClass().setAll("label", "small", check != null && check.good() ? "good-text" : "warn-text");
        place(verified, check != null);
    }

    private void showCopies(EndpointRow now, MirrorSeen seenCopies) {
        boolean mirrors = !now.mirrors().isEmpty();
        place(mirrorSeen, mirrors);
        place(verifyButton, mirrors);
        // several mirrors are asked for several shares
        place(copies, now.split().mirror() != null && now.mirrors().size() == 1);
        if (!mirrors) return;
        copies.setText(seenCopies.words(now.split().mirrorPercent()));
        copies.getStyleClass().setAll("label", "small", seenCopies.lost() ? "warn-text" : "muted");
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    void seen(SplitCounts.Seen counted, List<String> names) {
        EndpointRow now = row;
        if (now == null) return;
        showCopies(now, counted.copies());
        SeenShare share = counted.live();
        List<String> shown = names.stream().filter(name -> now.split().weight(name) > 0 || share.counts().getOrDefault(
                name, 0L) > 0).toList();
        if (share.total() == 0 || shown.isEmpty()) {
            seen.setText(Text.of("endpoints.seen-nothing"));
            return;
        }
        String asked = String.join(" / ", shown.stream().map(name -> String.valueOf(now.split().weight(name)))
                .toList());
        seen.setText(Text.of("endpoints.seen", asked, share.shown(shown), String.format(Text.locale(),
                "%.2f", share.margin() * 100), String.format(Text.locale(), "%,d", share.total())));
    }

    private SplitModel wanted() {
        return Optional.ofNullable(wanted).orElseGet(() -> SplitModel.of(List.of(), Map.of(), Map.of()));
    }

    private void offOrOn() {
        change(wanted().isOff() ? wanted().on() : wanted().off());
    }

    private void change(SplitModel next) {
        wanted = next;
        EndpointRow now = row;
        if (now == null) return;
        live.show(next.weights(), now.names());
        var free = new LinkedHashMap<String, Integer>();
        now.names().stream().filter(name -> next.weight(name) == 0 && now.names().size() > 1).forEach(name -> free.put(
                name, name.equals(next.mirror()) ? next.mirrorPercent() : 0));
        mirror.show(free, now.names());
        // those of free mode stand in the options
        boolean own = !now.mirrors().equals(now.split().mirrorTraffic());
        place(mirrorPart, !free.isEmpty() && !own);
        place(noMirror, free.isEmpty() || own);
        noMirror.setText(own
                ? Text.of("endpoints.mirror.free", String.join(", ", now.mirrors().entrySet().stream().map(each -> each
                        .getKey() + " " + each.getValue() + " %").toList()))
                : Text.of(now.names().size() < 2 ? "endpoints.mirror.one" : "endpoints.mirror.all-live"));
        if (next.isOff()) sum.show(Tone.WARN, "fth-power", Text.of("endpoints.sum-off"));
        else
            sum.show(Tone.GOOD, "fth-check", Text.of("endpoints.sum-good"));
        offButton.setText(next.isOff() ? Text.of("endpoints.switch-on") : Text.of("endpoints.switch-off"));
        boolean same = next.equals(now.split());
        applyButton.setDisable(same);
        undoButton.setDisable(same);
    }
}
