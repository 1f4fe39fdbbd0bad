package slipway.ui.requests;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

import slipway.base.Bytes;
import slipway.base.Tasks;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.Received;
import slipway.requests.Timing;
import slipway.testkit.TestDesk;
import slipway.ui.Commands;
import slipway.ui.Desk;
import slipway.ui.Theme;
import slipway.ui.fx.Fx;

/// How soon an answer of 50 MB of JSON on one line stands in the window, after a short one that has the window loaded,
/// and how late pulses come while it scrolls, line by line and anywhere.
///
/// Run with the JVM options of the UI tests: `slipway.ui.requests.AnswerBench [MB] [seconds]`. Milliseconds between
/// pulses, first with nothing to do (what the machine itself costs), and the FX thread’s processor time of each.
final class AnswerBench {
    private static final int ROUNDS = 4;

    private AnswerBench() {}

    public static void main(String[] args) throws Exception {
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path file = Files.createTempFile("answer", ".body");
        Path few = Files.createTempFile("short", ".body");
        try (var tasks = new Tasks()) {
            Exchange answer = answer(file, megabytes);
            var desk = new Desk(new TestDesk(), new TestDesk(), new Commands(), (body, then) -> tasks.quiet("bench",
                    progress -> {
                        body.run();
                        Fx.later(then);
                    }));
            var opened = new CompletableFuture<AnswerCard>();
            Platform.startup(() -> opened.complete(open(desk)));
            AnswerCard card = opened.get();
            System.out.printf("a short one stands in the new window after %.0f ms%n", shown(card, answer(few, 0)));
            for (int i = 0; i < ROUNDS; i++)
                System.out.printf("%d MB stand in the window after %.0f ms%n", megabytes, shown(card, answer));
            ListView<?> list = (ListView<?>) card.node().lookup("#answer-body");
            report("nothing to do", seconds, () -> {});
            report("by three lines a pulse", seconds, () -> wheel(Objects.requireNonNull(list.lookup(
                    ".virtual-flow"))));
            var random = new Random(1);
            report("anywhere at each pulse", seconds, () -> list.scrollTo(random.nextInt(list.getItems().size())));
        } finally {
            Files.delete(file);
            Files.delete(few);
            Platform.exit();
        }
    }

    private static AnswerCard open(Desk desk) {
        var card = new AnswerCard(desk, (owner, title, name) -> null);
        var root = new StackPane(card.node());
        root.getStylesheets().add(Objects.requireNonNull(RequestsPage.class.getResource("/css/requests.css"))
                .toExternalForm());
        var stage = new Stage();
        stage.setScene(new Scene(root, 620, 800));
        Theme.apply(stage.getScene(), false);
        stage.show();
        return card;
    }

    private static String lookedAt(AnswerCard card) throws Exception {
        var note = new CompletableFuture<String>();
        Platform.runLater(() -> note.complete(((Label) card.node().lookup("#answer-note")).getText()));
        return note.get();
    }

    /// Milliseconds from the answer’s arrival to the first pulse after its first rows were laid out.
    @SuppressWarnings("ReferenceEquality") // the very list, whatever stands in it
    private static double shown(AnswerCard card, Exchange answer) throws Exception {
        var there = new CompletableFuture<Long>();
        var begun = new CompletableFuture<Long>();
        Platform.runLater(() -> {
            ListView<?> list = (ListView<?>) card.node().lookup("#answer-body");
            Object before = list == null ? null : list.getItems();
            begun.complete(System.nanoTime());
            card.show(answer, "hue-1");
            new AnimationTimer() {
                private boolean laid;

                @Override
                public void handle(long now) {
                    if (laid) {
                        stop();
                        there.complete(System.nanoTime());
                    }
                    ListView<?> shown = (ListView<?>) card.node().lookup("#answer-body");
                    laid = shown != null && shown.getItems() != before && shown.lookup(".json-text") != null;
                }
            }.start();
        });
        double millis = (there.get(60, TimeUnit.SECONDS) - begun.get()) / 1e6;
        // the rest of it is read before the next
        while (lookedAt(card).startsWith("The beginning"))
            TimeUnit.MILLISECONDS.sleep(50);
        return millis;
    }

    private static void wheel(Node flow) {
        Event.fireEvent(flow, new ScrollEvent(ScrollEvent.SCROLL, 200, 200, 200, 200, false, false, false, false, true,
                false, 0, -57, 0, -57, ScrollEvent.HorizontalTextScrollUnits.NONE, 0,
                ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, new PickResult(flow, 200, 200)));
    }

    private static void report(String what, int seconds, Runnable step) throws Exception {
        List<Double> gaps = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        var done = new CompletableFuture<Void>();
        var clock = ManagementFactory.getThreadMXBean();
        Platform.runLater(() -> new AnimationTimer() {
            private final long begun = System.nanoTime();
            private long last;
            private long used;

            @Override
            public void handle(long now) {
                long at = System.nanoTime();
                long processor = clock.getCurrentThreadCpuTime();
                if (last != 0) {
                    gaps.add((at - last) / 1e6);
                    busy.add((processor - used) / 1e6);
                }
                last = at;
                used = processor;
                if (at - begun > seconds * 1_000_000_000L) {
                    stop();
                    done.complete(null);
                } else {
                    step.run();
                }
            }
        }.start());
        done.get();
        System.out.printf("%-24s %4d pulses, p50 %5.1f ms, p99 %5.1f ms, max %5.1f ms; processor p50 %5.2f ms, p99 "
                + "%5.2f ms%n", what, gaps.size(), at(gaps, 0.5), at(gaps, 0.99), at(gaps, 1), at(busy, 0.5),
                at(busy,
                        0.99));
    }

    private static double at(List<Double> all, double share) {
        List<Double> sorted = all.stream().sorted().toList();
        return sorted.get((int) ((sorted.size() - 1) * share));
    }

    private static Exchange answer(Path file, int megabytes) throws IOException {
        long size = 0;
        try (BufferedWriter to = Files.newBufferedWriter(file)) {
            to.write("{\"predictions\":[");
            for (int i = 0; size < megabytes * 1_000_000L; i++) {
                String row = (i == 0 ? "" : ",") + "{\"id\":" + i
                        + ",\"label\":\"setosa\",\"probabilities\":[0.98213,0.01752,0.00035]}";
                to.write(row);
                size += row.length();
            }
            to.write("]}");
        }
        return new Exchange(0, "iris", 0, new Draft("n", "POST", "http://127.0.0.1:1/", Map.of(), ""), 200, Map.of(
                "content-type", List.of("application/json")), Bytes.EMPTY, 5_000_000, 4_000_000, "blue", "3", "id-1",
                false, null, new Received(file, Files.size(file), Files.size(file), "", Map.of(), Timing.UNKNOWN));
    }
}
