package slipway.ui.requests;

import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.Tokens;
import slipway.ui.widget.Labels;

/// Words of a streamed answer as they come, with the time to the first and how many a second. FX thread.
final class StreamView extends VBox {
    /// The last that is shown; all of it is in the body.
    private static final int SHOWN = 200_000;

    private final TextArea text = new TextArea();
    private final Label facts = Labels.wrapped("", "muted");

    StreamView() {
        super(6);
        text.setId("answer-stream");
        text.setEditable(false);
        text.setWrapText(true);
        text.getStyleClass().add("body-area");
        VBox.setVgrow(text, Priority.ALWAYS);
        facts.setId("answer-stream-facts");
        getChildren().addAll(facts, text);
    }

    void clear() {
        text.clear();
        facts.setText("");
    }

    /// Takes what came since the last time.
    void show(Tokens tokens) {
        String more = tokens.take();
        if (!more.isEmpty()) text.appendText(more);
        if (text.getLength() > SHOWN * 2) text.deleteText(0, text.getLength() - SHOWN);
        facts.setText(facts(tokens.count()));
    }

    static String facts(Tokens.Count count) {
        if (count.form() == Tokens.Form.NONE || count.pieces() == 0) {
            return Text.of("answers.stream.bytes", Units.bytes(count.bytes()));
        }
        String counted = count.tokens() > 0
                ? Text.of("answers.stream.tokens", Labels.count(count.tokens()))
                : Text.of("answers.stream.pieces", Labels.count(count.pieces()));
        return Text.of("answers.stream.facts", Units.nanos(count.firstNanos()), counted, Units.number(count.rate()));
    }
}
