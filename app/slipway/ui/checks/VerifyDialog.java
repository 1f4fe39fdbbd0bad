package slipway.ui.checks;

import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.check.Passport;
import slipway.check.Verdict;
import slipway.check.Verification;
import slipway.store.SignedFile;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Sheets;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Says whether a report is as it was signed, by whom, and what it says. FX thread.
final class VerifyDialog {
    private VerifyDialog() {}

    static void open(Verification verification, Consumer<String> copy) {
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("passport.verify.title"));
        dialog.setHeaderText(String.valueOf(verification.file().getFileName()));
        dialog.getDialogPane().getButtonTypes()
                .setAll(new ButtonType(Text.of("shell.close"), ButtonBar.ButtonData.CANCEL_CLOSE));
        dialog.getDialogPane().setId("verify-dialog");
        dialog.getDialogPane().setPrefWidth(740);
        Sheets.wear(dialog.getDialogPane(), "passport");
        var box = new VBox(12, outcome(verification, copy));
        Passport passport = verification.passport();
        if (passport != null) box.getChildren().add(said(passport));
        if (verification.valid()) box.getChildren().add(facts(verification, copy));
        var command = new CodeBlock("verify-command", copy);
        command.show(CheckCommands.verify(verification.file()));
        command.rows(2);
        box.getChildren().add(command);
        dialog.getDialogPane().setContent(box);
        Theme.dress(dialog.getDialogPane().getScene());
        dialog.show();
    }

    private static Node outcome(Verification verification, Consumer<String> copy) {
        Problem problem = verification.problem();
        if (problem != null) return new ProblemBanner(problem, copy);
        boolean own = verification.outcome() == SignedFile.Outcome.OWN;
        return new VBox(8, own
                ? new StatusPill(Tone.GOOD, "fth-check-circle", Text.of("passport.verify.own"))
                : new StatusPill(Tone.WARN, "fth-user-check", Text.of("passport.verify.other")),
                Labels.wrapped(own ? Text.of("passport.verify.own.text") : Text.of("passport.verify.other.text")));
    }

    private static Node facts(Verification verification, Consumer<String> copy) {
        String print = String.valueOf(verification.fingerprint());
        var label = new CopyLabel(copy);
        label.show(print, print);
        label.setId("verify-fingerprint");
        return new KeyValueGrid().row(Text.of("passport.verify.fingerprint"), label);
    }

    private static Node said(Passport passport) {
        return new KeyValueGrid().row(Text.of("passport.html.target"), passport.target())
                .row(Text.of("passport.html.started"), passport.startedAt().toString())
                .row(Text.of("passport.html.verdict"), Verdicts.pill(Verdict.together(
                        passport.results().stream().map(result -> result.verdict()).toList())));
    }
}
