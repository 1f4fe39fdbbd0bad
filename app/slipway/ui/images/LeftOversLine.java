package slipway.ui.images;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;

import slipway.base.Deed;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.Salvage;
import slipway.engine.Engine;
import slipway.engine.LeftOver;
import slipway.engine.LeftOvers;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;

/// One quiet line while an engine keeps what earlier runs left; leads to the dialog that removes it. FX thread, the
/// engine is asked on tasks.
final class LeftOversLine extends HBox {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Engine engine;
    private final Tasks tasks;
    private final Desk desk;
    private final Hyperlink link = new Hyperlink();
    private List<LeftOver> found = List.of();

    LeftOversLine(Engine engine, Tasks tasks, Desk desk) {
        super(6);
        this.engine = engine;
        this.tasks = tasks;
        this.desk = desk;
        link.setId("left-overs");
        link.setMnemonicParsing(false);
        link.setOnAction(event -> LeftOversDialog.ask(found, this::remove));
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        show(List.of());
        Fx.follow(this, engine.live(), info -> read());
        Fx.poll(this, PAUSE, this::read);
    }

    private void read() {
        LeftOvers at = engine.leftOvers();
        if (at == null || !engine.info().available()) {
            show(List.of());
            return;
        }
        tasks.quiet("left-overs", progress -> {
            try {
                List<LeftOver> now = new Salvage(at).list();
                Fx.later(() -> show(now));
            } catch (StudioException e) {
                // the page says what is wrong with the engine
                Fx.later(() -> show(List.of()));
            }
        });
    }

    private void show(List<LeftOver> now) {
        found = now;
        link.setText(Text.of("images.left.line", now.size()));
        // empty instead of invisible: what is hidden is not read again
        getChildren().setAll(now.isEmpty() ? List.of() : List.of(Icons.of("fth-archive"), link));
        setManaged(!now.isEmpty());
    }

    /// Empty where no command means the same ones.
    static String command(List<LeftOver> chosen, List<LeftOver> all) {
        if (chosen.size() == all.size()) return "slipway prune --all";
        List<LeftOver> orphans = all.stream().filter(each -> !each.here()).toList();
        return Set.copyOf(chosen).equals(Set.copyOf(orphans)) ? "slipway prune" : "";
    }

    private void remove(List<LeftOver> chosen) {
        LeftOvers at = engine.leftOvers();
        if (at == null) return;
        List<LeftOver> all = found;
        tasks.start("images.task.left", List.of(), progress -> {
            Deed.twin(command(chosen, all));
            try {
                int gone = new Salvage(at).remove(chosen).size();
                Fx.later(() -> desk.notices().done(Text.of("images.done.left", gone, chosen.size())));
            } finally {
                Fx.later(this::read);
            }
        });
    }
}
