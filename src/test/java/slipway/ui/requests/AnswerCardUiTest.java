package slipway.ui.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AnswerCardUiTest extends UiTest {
    private static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
            + "AABJRU5ErkJggg==";
    private static final String FLOWERS = """
            {"predictions": [{"label": "setosa", "p": 0.5}, {"label": "iris, \\"blue\\"", "p": 0.98}], "of": "setosa"}""";
    @TempDir
    Path folder;
    private final TestDesk desk = new TestDesk();
    private AnswerCard card;

    @BeforeEach
    void open() {
        card = fx(() -> new AnswerCard(desk.desk(), (owner, title, name) -> folder.resolve(name)));
        var root = fx(() -> new StackPane(card.node()));
        fxRun(() -> root.getStylesheets().add(Objects.requireNonNull(RequestsPage.class.getResource(
                "/css/requests.css")).toExternalForm()));
        show(root, 620, 640);
    }

    @Test
    void anImageIsShownAsOne() throws Exception {
        byte[] png = Base64.getDecoder().decode(PNG);
        answered("image/png", Bytes.owning(png));
        assertEquals("Images", selected());
        ImageView view = lookup("#answer-images .image-view").query();
        assertEquals(256, view.getImage().getWidth(), "small images are enlarged");
        assertEquals(view.getImage().getPixelReader().getArgb(255, 255), view.getImage().getPixelReader().getArgb(0, 0),
                "and not blurred");
        assertTrue(lookup("png · 1 × 1 · 70 B").tryQuery().isPresent());
        press("#answer-save");
        assertEquals(List.of((byte) 0x89, (byte) 'P'), firstTwo(Files.readAllBytes(folder.resolve("answer.png"))));
        answered("application/json", Bytes.utf8("{\"mask\": \"" + PNG + "\"}"));
        fxRun(() -> tabs().getSelectionModel().select(tabs().getTabs().size() - 3));
        shots("answer-image");
        assertTrue(lookup("/mask · png · 1 × 1 · 70 B").tryQuery().isPresent());
        answered("image/png", Bytes.utf8("no image at all"));
        assertEquals("Images", selected());
        assertTrue(lookup("#answer-images .image-view").tryQuery().isEmpty());
    }

    @Test
    void theTableIsSavedAsCsv() throws Exception {
        answered("application/json", Bytes.utf8(FLOWERS));
        fxRun(() -> tabs().getSelectionModel().select(1));
        settle();
        press("#answer-table-csv");
        assertEquals("label,p\r\nsetosa,0.5\r\n\"iris, \"\"blue\"\"\",0.98\r\n", Files.readString(folder.resolve(
                "predictions.csv")));
        press("#answer-table-copy");
        assertEquals("label\tp\nsetosa\t0.5\niris, \"blue\"\t0.98\n", desk.copied.getLast());
        shots("answer-table");
    }

    @Test
    void aSearchGoesFromPlaceToPlace() {
        answered("application/json", Bytes.utf8(FLOWERS));
        find("SETOSA");
        assertEquals("1 of 2", found());
        assertEquals("setosa", lookup(".json-found").<javafx.scene.text.Text>query().getText());
        shots("answer-search");
        type(KeyCode.ENTER);
        settle();
        assertEquals("2 of 2", found());
        type(KeyCode.ENTER);
        settle();
        assertEquals("1 of 2", found());
        press(KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.SHIFT);
        settle();
        assertEquals("2 of 2", found());
        find("rose");
        assertEquals("not found", found());
    }

    private void find(String words) {
        fxRun(() -> lookup("#answer-search").<TextField>query().setText(words));
        clickOn("#answer-search");
        type(KeyCode.ENTER);
        settle();
    }

    private String found() {
        return lookup("#answer-found").<Label>query().getText();
    }

    private void answered(String type, Bytes body) {
        var draft = new Draft("n", "POST", "http://127.0.0.1:1/", Map.of(), "");
        var exchange = new Exchange(0, "iris", 0, draft, 200, Map.of("Content-Type", List.of(type)), body, 5_000_000,
                4_000_000, "blue", "3", "id-1", false, null);
        fxRun(() -> card.show(exchange, "hue-1"));
        settle();
        await().atMost(Duration.ofSeconds(10)).until(() -> tabs().getTabs().size() == 4);
    }

    private static List<Byte> firstTwo(byte[] bytes) {
        return List.of(bytes[0], bytes[1]);
    }

    private String selected() {
        return fx(() -> tabs().getSelectionModel().getSelectedItem().getText());
    }

    private void press(String id) {
        fxRun(() -> lookup(id).<ButtonBase>query().fire());
        settle();
    }

    private TabPane tabs() {
        return lookup("#answer-tabs").query();
    }
}
