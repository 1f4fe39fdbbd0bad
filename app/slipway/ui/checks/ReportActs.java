package slipway.ui.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.check.Checks;
import slipway.check.Verification;
import slipway.store.AtomicFiles;
import slipway.store.SignedFile;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// What can be done with signed reports: save a copy, copy where it is, verify one. FX thread.
final class ReportActs {
    private final Desk desk;
    private final Checks checks;
    private final SaveTarget save;
    private final OpenTarget open;
    private final MenuButton menu = new MenuButton(Text.of("passport.report"));
    private final List<MenuItem> ofRun;
    private String run = "";

    ReportActs(Desk desk, Checks checks, SaveTarget save, OpenTarget open) {
        this.desk = desk;
        this.checks = checks;
        this.save = save;
        this.open = open;
        ofRun = List.of(item("report-html", Text.of("passport.report.html"), () -> save(SignedFile.Form.HTML)),
                item("report-json", Text.of("passport.report.json"), () -> save(SignedFile.Form.JSON)),
                item("report-path", Text.of("passport.report.path"),
                        () -> desk.notices().copied(checks.report(run, SignedFile.Form.HTML).toString())));
        menu.setId("checks-report");
        menu.setMnemonicParsing(false);
        menu.setMinWidth(MenuButton.USE_PREF_SIZE);
        menu.getItems().setAll(ofRun);
        menu.getItems().add(new javafx.scene.control.SeparatorMenuItem());
        menu.getItems().add(item("report-verify", Text.of("passport.report.verify"), this::verify));
        show(null);
    }

    MenuButton menu() {
        return menu;
    }

    /// The run that is meant from now on; null for none.
    void show(@Nullable String next) {
        run = next == null ? "" : next;
        ofRun.forEach(item -> item.setDisable(run.isEmpty()));
    }

    void verify() {
        Path file = open.ask(Asker.focused(), Text.of("passport.verify.title"), Text.of("passport.verify.kind"),
                List.of("*.json", "*.html"));
        if (file == null) return;
        var answer = new AtomicReference<@Nullable Verification>();
        desk.work().run(() -> answer.set(checks.verify(file)), () -> {
            Verification verification = answer.get();
            if (verification != null) VerifyDialog.open(verification, desk.notices()::copied);
        });
    }

    private void save(SignedFile.Form form) {
        Path from = checks.report(run, form);
        Path to = save.ask(Asker.focused(), Text.of("passport.report.save"), String.valueOf(from.getFileName()));
        if (to == null) return;
        desk.work().run(() -> copy(from, to), () -> desk.notices().done(Text.of("passport.report.saved", to)));
    }

    private static void copy(Path from, Path to) {
        try {
            AtomicFiles.write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.report-unreadable", from, e.getClass().getSimpleName()), e);
        }
    }

    private static MenuItem item(String id, String text, Runnable run) {
        var item = new MenuItem(text);
        item.setId(id);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> run.run());
        return item;
    }
}
