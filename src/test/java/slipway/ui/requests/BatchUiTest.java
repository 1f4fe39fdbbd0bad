package slipway.ui.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Activity;
import slipway.base.Text;
import slipway.requests.Batch;
import slipway.testkit.Covers;
import slipway.testkit.StubUpstream;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BatchUiTest extends UiTest {
    private static final int ROWS = 200;
    @TempDir
    Path folder;

    private final AtomicBoolean held = new AtomicBoolean();
    private final AtomicLong rowsSeen = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /// Answers each row with its number; refuses the flower of 13 cm; holds what comes after row 50 while `held`.
    private final StubUpstream server = new StubUpstream(request -> request.body().onSuccess(body -> {
        JsonNode data = JsonMapper.shared().readTree(body.toString()).path("dataframe_split").path("data");
        rowsSeen.addAndGet(data.size());
        boolean bad = data.values().stream().anyMatch(row -> row.path(0).asInt() == 13);
        String answer = bad
                ? "{\"error\": \"sepal length 13.0 is out of range 0 to 10\"}"
                : data.values().stream().map(row -> row.path(0).toString()).collect(Collectors.joining(",",
                        "{\"predictions\": [", "]}"));
        Runnable reply = () -> request.response().setStatusCode(bad ? 400 : 200).putHeader("content-type",
                "application/json").end(answer);
        if (held.get() && data.path(0).path(0).asInt() > 50) waiting.add(reply);
        else
            reply.run();
    }));

    @AfterEach
    void end() {
        waiting.clear();
        server.close();
    }

    @Test
    @Covers("A124")
    void aRunIsCancelledAndGoesOnAfterARestart() throws Exception {
        Path input = rows();
        held.set(true);
        try (var ground = new RequestsGround(folder).serving(server)) {
            show(fx(fx(ground::page)::view), 1440, 900);
            header("X-Api-Key: s3cret-9");
            everybodyCanUse("BatchDialog", () -> lookup("#batch-open-window").<ButtonBase>query().fire());
            choose(input);
            await().atMost(Duration.ofSeconds(20)).until(() -> preview().contains("dataframe_split"));
            assertTrue(preview().startsWith("POST http://"), preview());
            assertFalse(preview().contains("k3y-k3y"), "no key is shown");
            assertTrue(preview().contains("Authorization: Bearer {{key}}"), preview());
            assertEquals(input + ".out", lookup("#batch-result").<TextField>query().getText());
            fxRun(() -> lookup("#batch-rows").<TextField>query().setText("10"));
            await().until(() -> (preview().contains("\n") && lookup("First request: 10 rows, 381 B").tryQuery()
                    .isPresent()) || !lookup("#batch-run").<ButtonBase>query().isDisabled());
            shot("batch-ask");
            fire("#batch-run");
            await().atMost(Duration.ofSeconds(20)).until(() -> counts().startsWith("50 of 200"));
            await().until(() -> !waiting.isEmpty());
            assertTrue(lookup("#batch-line").<Label>query().getText().startsWith("Sending rows to iris · 50"));
            shot("batch-running");
            fire("#batch-cancel");
            await().atMost(Duration.ofSeconds(20)).until(() -> state().equals(Text.of("shell.tasks.cancelled")));
            assertTrue(lookup("#batch-go-on").<ButtonBase>query().isVisible());
            fxRun(() -> lookup("#batch-dialog").query().getScene().getWindow().hide());
        }
        held.set(false);
        long before = rowsSeen.get();
        try (var ground = new RequestsGround(folder).serving(server)) {
            var activity = new Activity();
            activity.follow(ground.tasks);
            show(fx(fx(ground::page)::view), 1440, 900);
            fire("#batch-open-window");
            await().atMost(Duration.ofSeconds(10)).until(() -> lookup("#batch-unfinished").tryQuery().isPresent());
            assertTrue(lookup("50 rows done, 1 failed").tryQuery().isPresent());
            shot("batch-unfinished");
            assertFalse(Files.readString(folder.resolve(".slipway/batch-runs.json")).contains("s3cret-9"));
            fire("#batch-resume");
            assertTrue(ground.said.contains("The secret of the header X-Api-Key was not kept"), "" + ground.said);
            header("X-Api-Key: s3cret-9");
            fire("#batch-resume");
            await().atMost(Duration.ofSeconds(20)).until(() -> state().equals(Text.of("shell.tasks.done")));
            settle();
            await().until(() -> counts().equals("200 of 200 rows done, 1 failed"));
            assertEquals(ROWS - 50, rowsSeen.get() - before, "no row goes twice");
            Batch.Failure first = lookup("#batch-failures").<TableView<Batch.Failure>>query().getItems().getFirst();
            assertEquals(13, first.row());
            assertEquals(400, first.status());
            assertTrue(first.reason().contains("out of range"), first.reason());
            shot("batch-done");
            theme(true);
            shot("batch-done-dark");
            fire("#batch-output .button");
            assertTrue(ground.said.contains(input + ".out"));
            assertEquals("200 rows, 1 failed", activity.entries().get().getFirst().result());
            assertEquals(Activity.Kind.REQUEST, activity.entries().get().getFirst().kind());
            // a page made anew knows of it, and offers it to nobody a second time
            fire("#batch-close");
            show(fx(fx(ground::page)::view), 1440, 900);
            fire("#batch-open-window");
            assertEquals(Text.of("shell.tasks.done"), state());
            assertTrue(lookup("#batch-unfinished").tryQuery().isEmpty());
        }
        List<JsonNode> lines = Files.readAllLines(Path.of(input + ".out")).stream().map(JsonMapper
                .shared()::readTree).toList();
        assertEquals(IntStream.rangeClosed(1, ROWS).boxed().toList(), lines.stream().map(each -> each.path("row")
                .asInt()).toList());
        assertEquals(200, lines.getLast().path("output").asInt());
    }

    @Test
    void saysWhatIsThereAndWhatIsWrong() throws Exception {
        Path input = rows();
        Files.writeString(Path.of(input + ".out"), "yesterday’s\n");
        try (var ground = new RequestsGround(folder).serving(server)) {
            show(fx(fx(ground::page)::view), 1024, 700);
            choose(input);
            await().atMost(Duration.ofSeconds(20)).until(() -> note().contains("14 B"));
            assertEquals("Write over and run", lookup("#batch-run").<ButtonBase>query().getText());
            fxRun(() -> lookup("#batch-megabytes").<TextField>query().setText("60"));
            fxRun(() -> lookup("#batch-at-once").<TextField>query().setText("2"));
            settle();
            assertTrue(lookup("#batch-run").<ButtonBase>query().isDisabled());
            assertTrue(lookup("#batch-sizes-fault").<Label>query().getText().contains("100"));
            fxRun(() -> lookup("#batch-megabytes").<TextField>query().setText("6"));
            fxRun(() -> lookup("#batch-input").<TextField>query().setText(folder.resolve("gone.csv").toString()));
            await().until(() -> lookup("The file " + folder.resolve("gone.csv") + " is not there").tryQuery()
                    .isPresent());
            Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
            fxRun(() -> lookup("#batch-input").<TextField>query().setText(folder.resolve("other.csv").toString()));
            await().until(() -> lookup("Row 1 does not fit the request").tryQuery().isPresent());
            shot("batch-fault");
            ground.gateway.remove("iris");
            fxRun(() -> lookup("#batch-input").<TextField>query().setText(input.toString()));
            await().atMost(Duration.ofSeconds(10)).until(() -> !lookup("#batch-run").<ButtonBase>query()
                    .isDisabled() && preview().contains("dataframe_split"));
            fire("#batch-run");
            await().atMost(Duration.ofSeconds(30)).until(() -> state().equals(Text.of("shell.tasks.failed")));
            await().until(() -> lookup("The run stopped: iris takes no requests").tryQuery().isPresent());
            shot("batch-stopped");
        }
    }

    private Path rows() throws Exception {
        return Files.writeString(folder.resolve("flowers.csv"), IntStream.rangeClosed(1, ROWS).mapToObj(i -> i
                + ",3.5,1.4,0.2\n")
                .collect(Collectors.joining("", "sepal length,sepal width,petal length,petal width\n",
                        "")));
    }

    private void choose(Path input) {
        fire("#batch-open-window");
        await().atMost(Duration.ofSeconds(10)).until(() -> lookup("#batch-input").tryQuery().isPresent());
        fxRun(() -> lookup("#batch-input").<TextField>query().setText(input.toString()));
    }

    private void header(String line) {
        fxRun(() -> lookup("#request-headers").<TextArea>query().appendText("\n" + line));
    }

    private void fire(String id) {
        fxRun(() -> lookup(id).<ButtonBase>query().fire());
        settle();
    }

    private String preview() {
        return fx(() -> lookup("#batch-preview").<TextArea>query().getText());
    }

    private String note() {
        return fx(() -> lookup("#batch-note").<Label>query().getText());
    }

    private String counts() {
        return fx(() -> lookup("#batch-counts").<Label>query().getText());
    }

    private String state() {
        return fx(() -> lookup("#batch-state").<Label>query().getText());
    }
}
