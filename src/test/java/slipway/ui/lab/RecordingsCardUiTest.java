package slipway.ui.lab;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Quoted;
import slipway.record.Exchange;
import slipway.record.RecordingAsks;
import slipway.record.RecordingMeta.State;
import slipway.record.Recordings;
import slipway.testkit.UiTest;
import slipway.traffic.Watcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Recordings in the Lab, with a real gateway and the studio’s own answer to what is asked.
class RecordingsCardUiTest extends UiTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private LabGround ground;
    private Recordings recordings;
    private RecordingAsks asks;

    /// What the gateway shows, in the recorder’s words.
    private record Seen(Consumer<Exchange> sink) implements Watcher {
        @Override
        public int bodyLimit() {
            return 1_000_000;
        }

        @Override
        public void exchanged(slipway.traffic.Exchange seen) {
            var request = seen.request();
            sink.accept(new Exchange(System.nanoTime() - request.totalNanos(), request.epochMillis(),
                    request.requestId(), request.method(), seen.target(), seen.headers(), new Exchange.Body(seen.body(),
                            request.requestBytes()),
                    request.deployment(), request.revision(), request.copy(),
                    request.status(), seen.answerHeaders(), new Exchange.Body(seen.answer(), request.answerBytes()),
                    request.totalNanos(), request.upstreamNanos(), request.error()));
        }
    }

    @BeforeEach
    void begin() {
        ground = new LabGround(folder, true);
        recordings = Recordings.in(folder.resolve(".slipway"));
        asks = new RecordingAsks(recordings, ground.tasks, () -> Set.of("iris"),
                (endpoint, sink) -> ground.gateway.watch(endpoint, new Seen(sink)));
    }

    @AfterEach
    void end() {
        asks.close();
        ground.close();
    }

    private void open() {
        show(fx(() -> ground.page().view()), 1240, 1000);
        await().atMost(LIMIT).until(() -> text("#record-hint").startsWith("Nothing is recorded"));
    }

    private void set(String id, String text) {
        fxRun(() -> lookup(id).<TextField>query().setText(text));
    }

    private String text(String id) {
        return fx(() -> lookup(id).<Label>query().getText());
    }

    private void press(String id) {
        await().atMost(LIMIT).until(() -> fx(() -> lookup(id).tryQuery().filter(node -> !node.isDisabled())
                .isPresent()));
        fxRun(() -> lookup(id).<Button>query().fire());
        settle();
    }

    /// Scrolls the card into the picture.
    private void picture(String name) {
        fxRun(() -> {
            ScrollPane pane = lookup(".scroll-pane").query();
            Node card = lookup("#recordings-card").query();
            double inside = pane.getContent().sceneToLocal(card.localToScene(0, 0)).getY();
            pane.setVvalue(inside / (pane.getContent().getLayoutBounds().getHeight() - pane.getHeight()));
        });
        shots(name);
    }

    private void send(int times) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < times; i++) {
                var request = HttpRequest.newBuilder(URI.create(url() + "/invocations"))
                        .header("Authorization", "Bearer secret-key").header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"pin\": 4711471147114711}")).build();
                assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
            }
        }
    }

    private String url() {
        return ground.gateway.endpoints().get().getFirst().url();
    }

    private void record(int requests) throws Exception {
        set("#record-name", "morning");
        set("#record-redact", "pin");
        set("#record-seconds", "600");
        press("#record-go");
        await().atMost(LIMIT).until(() -> recordings.meta("morning").state() == State.RECORDING);
        send(requests);
        await().atMost(LIMIT).until(() -> fx(() -> lookup("#record-go").<Button>query().getText().equals("Stop")));
        press("#record-go");
        await().atMost(LIMIT).until(() -> fx(() -> lookup("done").tryQuery().isPresent()));
    }

    private String workspace() {
        return "slipway --workspace " + Quoted.shell(folder.toString()) + " ";
    }

    @Test
    void whatPassesIsRecordedMaskedExportedAndDeleted() throws Exception {
        open();
        picture("lab-recordings-none");
        set("#record-name", "morning");
        set("#record-redact", "pin");
        press("#record-copy");
        assertEquals(workspace() + "record iris --name morning --for 60s --max-size 100MB --redact pin",
                ground.desk.copied.getLast());
        record(3);
        assertEquals(3, recordings.meta("morning").counts().exchanges());
        press(".record-har");
        press(".record-jsonl");
        await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("morning.har"))
                && Files.exists(folder.resolve("morning.jsonl")));
        for (String file : new String[]{"morning.har", "morning.jsonl"}) {
            String written = Files.readString(folder.resolve(file));
            assertTrue(written.contains("/invocations"), written);
            assertFalse(written.contains("secret-key") || written.contains("4711471147114711"), written);
        }
        press(".record-delete");
        press("#ask-yes");
        await().atMost(LIMIT).until(() -> recordings.list().isEmpty());
        await().atMost(LIMIT).until(() -> fx(() -> lookup("#record-hint").query().isVisible()));
    }

    @Test
    void aRecordingIsReplayedToTwoDeploymentsWhoseAnswersAgree() throws Exception {
        open();
        record(4);
        press(".record-replay");
        fxRun(() -> {
            lookup("#replay-speed").<ComboBox<ReplayAsk.Speed>>query().setValue(ReplayAsk.Speed.RATE);
            lookup("#replay-first").<ComboBox<String>>query().setValue("blue");
            lookup("#replay-second").<ComboBox<String>>query().setValue("green");
        });
        set("#replay-value", "50");
        press("#replay-copy");
        String command = workspace() + "replay morning iris --deployment blue --to-b iris --deployment-b green"
                + " --speed rate:50";
        assertEquals(command, ground.desk.copied.getLast());
        press("#replay-go");
        await().atMost(LIMIT).until(() -> text("#replay-agreement").startsWith("4 of 4 answers agree"));
        await().until(() -> !ground.activity.entries().get().isEmpty());
        assertEquals(command, ground.activity.entries().get().getFirst().command());
        picture("lab-recordings");
        // a page made anew shows what came of it
        show(fx(() -> ground.page().view()), 1240, 1000);
        await().atMost(LIMIT).until(() -> text("#replay-agreement").startsWith("4 of 4 answers agree"));
    }

    @Test
    void aNameThatCannotBeIsSaid() {
        open();
        set("#record-name", "../../etc");
        press("#record-go");
        await().atMost(LIMIT).until(() -> !ground.desk.problems.isEmpty());
        assertEquals("record.name", ground.desk.problems.getLast().code());
    }
}
