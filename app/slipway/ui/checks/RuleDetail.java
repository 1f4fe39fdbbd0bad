package slipway.ui.checks;

import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.check.Exchange;
import slipway.check.ExchangeText;
import slipway.check.RuleResult;
import slipway.check.Verdict;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// One rule whole: what it asks, what was seen, what to do, and the requests behind it. FX thread.
final class RuleDetail {
    private final DetailPane pane = new DetailPane();
    private final Consumer<String> copy;
    private final Runnable close;

    RuleDetail(Consumer<String> copy, Runnable close) {
        this.copy = copy;
        this.close = close;
        pane.setId("rule-detail");
        pane.getStyleClass().add("rule-detail");
        pane.setMinWidth(300);
        pane.setPrefWidth(440);
    }

    DetailPane pane() {
        return pane;
    }

    void show(RuleResult rule) {
        Label id = Labels.of(rule.id(), "mono", "strong");
        id.setMinWidth(0);
        pane.header(Verdicts.pill(rule.verdict()), id, Labels.gap(),
                Icons.button("fth-copy", Text.of("passport.rule.copy"), () -> copy.accept(text(rule))),
                Icons.button("fth-x", Text.of("shell.close"), close));
        var body = new VBox();
        body.getStyleClass().add("detail-body");
        part(body, "passport.html.asks", Labels.wrapped(rule.asks()));
        part(body, "passport.html.evidence", Labels.wrapped(rule.evidence(), "mono"));
        if (rule.verdict() != Verdict.PASS && !rule.fix().isEmpty()) {
            part(body, "passport.rule.fix", Labels.wrapped(rule.fix(), "medium"));
        }
        part(body, "passport.html.source", Labels.wrapped(RuleTable.source(rule), "muted"));
        for (int i = 0; i < rule.exchanges().size(); i++)
            body.getChildren().add(exchange(rule.exchanges().get(i), i));
        if (rule.exchanges().isEmpty())
            body.getChildren().add(Labels.wrapped(Text.of("passport.rule.silent"), "muted"));
        pane.content(DetailPane.scrolled(body));
    }

    private static void part(VBox body, String title, Label text) {
        if (!text.getText().isEmpty())
            body.getChildren().add(new VBox(4, Labels.of(Text.of(title), "small", "muted"),
                    text));
    }

    private Node exchange(Exchange one, int number) {
        Label path = Labels.mono(one.method() + " " + one.path());
        path.setMinWidth(0);
        HBox.setHgrow(path, Priority.ALWAYS);
        var status = one.status() == 0
                ? StatusPill.word(Tone.BAD, Text.of("passport.rule.no-answer"))
                : StatusPill.word(one.good() ? Tone.GOOD : Tone.WARN, String.valueOf(one.status()));
        Label took = Labels.muted(Units.millis(one.millis()));
        took.setMinWidth(Label.USE_PREF_SIZE);
        var head = new HBox(8, path, status, took);
        head.getStyleClass().add("exchange-head");
        return new VBox(6, Labels.rule(), head, block("request-" + number, ExchangeText.request(one)),
                block("answer-" + number, ExchangeText.answer(one)));
    }

    private CodeBlock block(String id, String text) {
        var block = new CodeBlock(id, copy);
        block.show(text);
        block.rows(Math.clamp(text.lines().count() + 1, 2, 12));
        return block;
    }

    /// Everything about the rule as plain text.
    static String text(RuleResult rule) {
        var text = new StringBuilder(rule.id()).append(" ").append(rule.verdict().word()).append("\n")
                .append(rule.asks()).append("\n").append(rule.evidence()).append("\n").append(rule.fix()).append("\n")
                .append(RuleTable.source(rule)).append("\n");
        rule.exchanges().forEach(one -> text.append("\n").append(ExchangeText.request(one)).append("\n\n")
                .append(ExchangeText.answer(one)).append("\n"));
        return text.toString();
    }
}
