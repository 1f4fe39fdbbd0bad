package slipway.ui.requests;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextArea;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.requests.Draft;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Writing a body by drawing it, and by opening a large one as a tree.
class RequestBodyUiTest extends UiTest {
    private RequestCard card;

    @BeforeEach
    void open() {
        card = fx(() -> new RequestCard((owner, title, kind, patterns) -> null));
        var root = fx(() -> new StackPane(card.node()));
        fxRun(() -> {
            root.getStylesheets().add(Objects.requireNonNull(RequestsPage.class.getResource("/css/requests.css"))
                    .toExternalForm());
            card.form(new ModelForm(new Signature(List.of(new Tensor("image", "float32", List.of(-1, 8, 8))), List.of(),
                    false), "digits", "mlflow", null));
            card.open(new Draft("digit", "POST", "http://127.0.0.1:1/invocations", Map.of("Content-Type",
                    "application/json"), ""));
        });
        show(root, 620, 760);
    }

    @Test
    void aDigitDrawnWithTheMouseIsTheBody() {
        press("#kind-image");
        stroke(0.5, 0.1, 0.5, 0.9, MouseButton.PRIMARY);
        double[][] one = pixels();
        assertTrue(one[1][4] > 0.5 && one[4][4] > 0.5 && one[6][4] > 0.5, "a line down the middle, without gaps");
        assertEquals(0, one[4][0]);
        assertEquals(0, one[4][7]);
        stroke(0.1, 0.9, 0.9, 0.9, MouseButton.PRIMARY);
        assertTrue(pixels()[7][1] > 0.5 && pixels()[7][6] > 0.5);
        shots("requests-draw");
        stroke(0.5, 0.1, 0.5, 0.5, MouseButton.SECONDARY);
        assertEquals(0, pixels()[1][4], "the other button rubs out");
        assertTrue(pixels()[7][6] > 0.5);
        press("#pad-undo");
        press("#pad-undo");
        assertSame(one, pixels());
        press("#pad-clear");
        assertSame(new double[8][8], pixels());
        press("#pad-undo");
        assertSame(one, pixels());
        press("#kind-text");
        press("#kind-image");
        assertSame(one, pixels());
    }

    @Test
    void aLargeBodyUnfoldsWhereOneLooks() {
        String rows = String.join(",\n", IntStream.range(0, 30_000).mapToObj(i -> "{\"id\":" + i
                + ",\"p\":[0.1,0.2]}").toList());
        fxRun(() -> lookup("#request-body").<TextArea>query().setText("{\"model\":\"iris\",\"rows\":[" + rows + "]}"));
        press("#kind-tree");
        TreeTableView<?> tree = lookup("#body-tree").query();
        assertEquals(2, tree.getExpandedItemCount(), "what is long begins folded");
        clickOn("rows");
        type(KeyCode.RIGHT);
        settle();
        assertEquals(List.of("model", "rows", "0 … 9999", "10000 … 19999", "20000 … 29999"), names(tree));
        type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.RIGHT);
        settle();
        assertEquals(105, tree.getExpandedItemCount());
        clickOn("10100 … 10199");
        type(KeyCode.RIGHT).type(KeyCode.DOWN).type(KeyCode.RIGHT);
        settle();
        assertEquals(List.of("10100 … 10199", "10100", "id", "p", "0", "1", "10101"), names(tree).subList(5, 12));
        shot("requests-tree-large");
        type(KeyCode.LEFT);
        settle();
        assertEquals(205, tree.getExpandedItemCount());
        clickOn("rows");
        type(KeyCode.LEFT);
        settle();
        assertEquals(2, tree.getExpandedItemCount());
    }

    private List<Object> names(TreeTableView<?> tree) {
        return fx(() -> IntStream.range(0, tree.getExpandedItemCount()).<Object>mapToObj(i -> tree.getColumns()
                .getFirst().getCellData(i)).toList());
    }

    private void stroke(double fromX, double fromY, double toX, double toY, MouseButton button) {
        Bounds pad = fx(() -> {
            Node canvas = lookup("#draw-pad").<StackPane>query().getChildren().getFirst();
            return canvas.localToScreen(canvas.getBoundsInLocal());
        });
        moveTo(at(pad, fromX, fromY)).press(button).moveTo(at(pad, toX, toY)).release(button);
        settle();
    }

    private static Point2D at(Bounds pad, double x, double y) {
        return new Point2D(pad.getMinX() + x * pad.getWidth(), pad.getMinY() + y * pad.getHeight());
    }

    /// Of the body as it would be sent.
    private double[][] pixels() {
        JsonNode picture = JsonMapper.shared().readTree(body()).findValue("inputs");
        while (picture.size() == 1)
            picture = picture.get(0) == null ? picture.iterator().next() : picture.get(0);
        var pixels = new double[picture.size()][];
        for (int y = 0; y < pixels.length; y++) {
            pixels[y] = new double[picture.get(y).size()];
            for (int x = 0; x < pixels[y].length; x++)
                pixels[y][x] = picture.get(y).get(x).asDouble();
        }
        return pixels;
    }

    private String body() {
        return fx(() -> card.draft(new RequestPlan("digits", "", "http://127.0.0.1:1", null, "mlflow", List.of(), null))
                .body());
    }

    private static void assertSame(double[][] expected, double[][] found) {
        assertEquals(java.util.Arrays.deepToString(expected), java.util.Arrays.deepToString(found));
    }

    private void press(String id) {
        fxRun(() -> lookup(id).<ButtonBase>query().fire());
        settle();
    }
}
