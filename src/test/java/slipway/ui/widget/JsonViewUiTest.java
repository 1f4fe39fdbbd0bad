package slipway.ui.widget;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import javafx.scene.control.Label;

import org.junit.jupiter.api.Test;

import slipway.requests.BodyRows;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;

class JsonViewUiTest extends UiTest {
    @Test
    void whatIsInViewStaysWhenTheRestComes() {
        ByteBuffer bytes = ByteBuffer.wrap(("[" + "{\"a\": [1, {\"b\": 2}]},".repeat(20_000) + "3]").getBytes(
                StandardCharsets.UTF_8));
        JsonView view = fx(JsonView::new);
        show(view, 600, 400);
        fxRun(() -> view.show(BodyRows.beginning(bytes, StandardCharsets.UTF_8, true, 2_000), false));
        fxRun(() -> view.scrollTo(1_500));
        settle();
        int top = top();
        fxRun(() -> view.show(BodyRows.of(bytes, StandardCharsets.UTF_8, true), true));
        settle();
        assertEquals(top, top());
        assertEquals(BodyRows.of(bytes, StandardCharsets.UTF_8, true).size(), view.getItems().size());
        fxRun(() -> view.scrollTo(view.getItems().size() - 1));
        settle();
        assertEquals(view.getItems().size(), lookup(".line-number").queryAllAs(Label.class).stream().mapToInt(
                JsonViewUiTest::number).max().orElse(0));
    }

    private int top() {
        return lookup(".line-number").queryAllAs(Label.class).stream().mapToInt(JsonViewUiTest::number).min().orElse(0);
    }

    private static int number(Label label) {
        return label.getText().isEmpty() ? 0 : Integer.parseInt(label.getText());
    }
}
