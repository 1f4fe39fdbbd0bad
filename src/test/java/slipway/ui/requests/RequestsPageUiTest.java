package slipway.ui.requests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Text;
import slipway.requests.Environments;
import slipway.requests.Past;
import slipway.testkit.StubUpstream;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestsPageUiTest extends UiTest {
    private static final String ANSWER = "{\"predictions\":[{\"label\":0,\"probabilities\":[0.981,0.018,0.001]},"
            + "{\"label\":2,\"probabilities\":[0.000,0.041,0.959]}],\"model\":\"iris\",\"ok\":true}";
    @TempDir
    Path folder;

    @Test
    void sendsTheExampleAndKeepsIt() throws Exception {
        try (var server = StubUpstream.answering(ANSWER);
                var ground = new RequestsGround(folder).serving(server)) {
            var page = fx(ground::page);
            show(fx(page::view), 1440, 900);
            assertTrue(lookup("#request-body").<TextArea>query().getText().contains("dataframe_split"));
            assertEquals("fits JSON", lookup("#body-valid").<Label>query().getText());
            assertTrue(lookup("k3y-k3y").tryQuery().isEmpty());
            clickOn("#request-body");
            press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
            await().atMost(Duration.ofSeconds(10)).until(() -> lookup("HTTP 200").tryQuery().isPresent());
            assertEquals("blue", lookup("#answer-served").<Label>query().getText());
            await().until(() -> history().getItems().size() == 1);
            assertFalse(
                    ground.history.get(history().getItems().getFirst().id()).orElseThrow().toString().contains(
                            "k3y-k3y"));
            for (int i = 0; i < 3; i++) {
                clickOn("#send");
                int want = i + 2;
                await().until(() -> history().getItems().size() == want);
            }
            shots("requests");
            clickOn("#request-body").write("x");
            settle();
            assertTrue(lookup("#body-valid").<Label>query().getText().startsWith("no JSON: line "));
            clickOn("#history-search").write("no such thing");
            await().until(() -> history().getItems().isEmpty());
        }
    }

    @Test
    void whatIsWrittenStandsOnAPageMadeAnew() throws Exception {
        try (var server = StubUpstream.answering(ANSWER);
                var ground = new RequestsGround(folder).serving(server)) {
            show(fx(fx(ground::page)::view), 1440, 900);
            fxRun(() -> {
                lookup("#request-target").<ComboBox<String>>query().setValue("blue");
                lookup("#request-path").<TextField>query().setText("/mine");
                lookup("#request-headers").<TextArea>query().setText("X-Mine: 7");
                lookup("#request-body").<TextArea>query().setText("{\"mine\": 1}");
                stage().getScene().setRoot(new StackPane());
            });
            show(fx(fx(ground::page)::view), 1440, 900);
            assertEquals("blue", lookup("#request-target").<ComboBox<String>>query().getValue());
            assertEquals("/mine", lookup("#request-path").<TextField>query().getText());
            assertEquals("X-Mine: 7", lookup("#request-headers").<TextArea>query().getText());
            assertEquals("{\"mine\": 1}", lookup("#request-body").<TextArea>query().getText());
        }
    }

    @Test
    void theBodyIsWrittenInEveryWayThatFitsIt() throws Exception {
        try (var server = StubUpstream.answering(ANSWER);
                var ground = new RequestsGround(folder).serving(server)) {
            var page = fx(ground::page);
            show(fx(page::view), 1440, 900);
            press("#kind-form");
            lookup("#field-0").<TextField>query();
            fxRun(() -> lookup("#field-0").<TextField>query().setText("7.25"));
            settle();
            shots("requests-form");
            press("#kind-table");
            assertEquals("7.25", lookup("#body-table").<TableView<List<String>>>query().getItems().getFirst()
                    .getFirst());
            press("#row-add");
            shots("requests-table");
            press("#kind-form");
            assertTrue(lookup("#body-note").<Label>query().getText().contains("no form can show it"));
            press("#kind-tensors");
            assertTrue(lookup("#body-note").<Label>query().getText().contains("no inputs"));
            press("#kind-tree");
            shots("requests-tree");
            press("#kind-file");
            shots("requests-file");
            press("#kind-text");
            String text = lookup("#request-body").<TextArea>query().getText();
            assertEquals(2, text.split("7.25", -1).length - 1, text);
        }
    }

    @Test
    void expectationsAreJudgedAndVariablesFilledIn() throws Exception {
        try (var server = StubUpstream.answering(ANSWER);
                var ground = new RequestsGround(folder).serving(server)) {
            new Environments(folder).save("local", List.of(new Environments.Entry("token", "s3cret-77", true)));
            var page = fx(ground::page);
            show(fx(page::view), 1440, 900);
            fxRun(() -> {
                lookup("#request-headers").<TextArea>query().setText("Content-Type: application/json\nX-T: {{token}}");
                lookup("#request-expect").<TextArea>query().setText(
                        "status 200\njson $.predictions[0].label = 0\njson $.model = rose\nwhat");
            });
            press("#send");
            await().atMost(Duration.ofSeconds(20)).until(() -> history().getItems().size() == 1);
            settle();
            assertEquals("{{token}}", ground.history.get(history().getItems().getFirst().id()).orElseThrow()
                    .draft().headers().get("X-T"));
            Tab tab = lookup(".tab-pane").<TabPane>queryAll().stream().flatMap(each -> each.getTabs().stream())
                    .filter(each -> "expect-tab".equals(each.getId())).findFirst().orElseThrow();
            await().until(() -> "Expect 2/4".equals(tab.getText()));
            fxRun(() -> tab.getTabPane().getSelectionModel().select(tab));
            shots("requests-expect");
            fxRun(() -> lookup("#request-headers").<TextArea>query().setText("X-T: {{nothing}}"));
            press("#send");
            await().until(() -> ground.said.toString().contains("Nothing stands for nothing"));
        }
    }

    private void press(String id) {
        fxRun(() -> lookup(id).<ButtonBase>query().fire());
        settle();
    }

    @Test
    void streamsTablesSearchesFiltersAndCompares() throws Exception {
        try (var server = new StubUpstream(request -> request.body().onSuccess(body -> {
            var response = request.response();
            if (!body.toString().contains("stream")) {
                String label = body.toString().contains("other") ? "virginica" : "setosa";
                response.putHeader("content-type", "application/json").end("{\"predictions\":[{\"label\":\"" + label
                        + "\",\"p\":0.98},{\"label\":\"versicolor\",\"p\":0.5}]}");
                return;
            }
            response.putHeader("content-type", "text/event-stream").setChunked(true);
            for (String word : "The iris is a setosa.".split(" ", -1))
                response.write("data: {\"choices\":[{\"delta\":{\"content\":\"" + word + " \"}}]}\n\n");
        }));
                var ground = new RequestsGround(folder).serving(server)) {
            var page = fx(ground::page);
            show(fx(page::view), 1440, 900);
            body("{\"stream\": true}");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> lookup("#answer-stream").tryQuery().isPresent() && lookup(
                            "#answer-stream").<TextArea>query().getText().contains("setosa."));
            assertTrue(lookup("#answer-stream-facts").<Label>query().getText().startsWith("first after"));
            shot("requests-stream");
            clickOn("#cancel-send");
            await().atMost(Duration.ofSeconds(10)).until(() -> lookup("HTTP 200").tryQuery().isPresent());
            assertTrue(lookup(".problem").tryQuery().isPresent(), "stopped is said");
            body("{}");
            await().atMost(Duration.ofSeconds(10)).until(() -> history().getItems().size() == 2);
            await().until(() -> answerTabs().getTabs().size() == 4);
            fxRun(() -> answerTabs().getSelectionModel().select(1));
            settle();
            assertEquals(List.of("setosa", "0.98"), lookup("#answer-table").<TableView<List<String>>>query().getItems()
                    .getFirst());
            shots("requests-answer-table");
            clickOn("Time");
            shot("requests-time");
            clickOn("#answer-tabs .tab:first-child");
            body("{\"other\": 1}");
            await().atMost(Duration.ofSeconds(10)).until(() -> history().getItems().size() == 3);
            fxRun(() -> history().getSelectionModel().selectIndices(0, 1));
            clickOn("#history-compare");
            await().until(() -> lookup("#compare-verdict").<Label>query().getText().startsWith("1 "));
            shots("requests-compare");
            clickOn("#compare-back");
            clickOn("#history-search").write("virginica");
            await().until(() -> history().getItems().size() == 1);
            String id = ground.history.get(history().getItems().getFirst().id()).orElseThrow().requestId();
            fxRun(() -> page.select("id:" + id));
            settle();
            assertTrue(lookup("#request-body").<TextArea>query().getText().contains("other"));
        }
    }

    private void body(String text) {
        fxRun(() -> lookup("#request-body").<TextArea>query().setText(text));
        clickOn("#send");
        settle();
    }

    @Test
    void sentAgainItGoesWhereItWentOrNowhere() throws Exception {
        var named = new CopyOnWriteArrayList<String>();
        try (var server = new StubUpstream(request -> {
            named.add(String.valueOf(request.getHeader("azureml-model-deployment")));
            request.response().end("{}");
        }); var ground = new RequestsGround(folder).serving(server)) {
            var page = fx(ground::page);
            show(fx(page::view), 1440, 900);
            ComboBox<String> target = lookup("#request-target").query();
            fxRun(() -> target.setValue("blue"));
            clickOn("#send");
            await().until(() -> history().getItems().size() == 1);
            fxRun(() -> target.setValue(target.getItems().getFirst()));
            clickOn(again());
            await().until(() -> history().getItems().size() == 2);
            assertEquals("blue", target.getValue());
            ground.deployments.set(List.of());
            settle();
            clickOn(again());
            await().until(() -> ground.said.contains("The request was not sent again"));
            assertEquals(2, named.size());
        }
    }

    private Node again() {
        return from(history()).lookup((Node node) -> Text.of("answers.again").equals(node
                .getAccessibleText())).query();
    }

    @Test
    void saysWhyNoAnswerCame() throws Exception {
        try (var server = StubUpstream.answering(ANSWER);
                var ground = new RequestsGround(folder).serving(server)) {
            var page = fx(ground::page);
            show(fx(page::view), 1024, 700);
            var plan = ground.gateway.endpoints().get().getFirst();
            ground.gateway.remove("iris");
            ground.gateway.open("iris", 0, plan.policy());
            settle();
            clickOn("#send");
            await().atMost(Duration.ofSeconds(10)).until(() -> lookup("HTTP 503").tryQuery().isPresent() || !lookup(
                    ".problem").queryAll().isEmpty());
            shot("requests-error");
        }
    }

    @Test
    void nothingListens() throws Exception {
        try (var ground = new RequestsGround(folder)) {
            var page = fx(ground::page);
            show(fx(page::view), 1024, 700);
            assertTrue(lookup("No endpoint listens").tryQuery().isPresent());
        }
    }

    private TabPane answerTabs() {
        return lookup("#answer-tabs").query();
    }

    private ListView<Past> history() {
        return lookup("#history-list").query();
    }
}
