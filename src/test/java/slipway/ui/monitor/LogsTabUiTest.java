package slipway.ui.monitor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.deploy.Deployment;
import slipway.observe.LogBook;
import slipway.observe.LogBuffer;
import slipway.store.Settings;
import slipway.testkit.Samples;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.widget.LogHabits;
import slipway.ui.widget.LogTools;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogsTabUiTest extends UiTest {
    private static final long START = System.currentTimeMillis() / 1000 * 1000 - 600_000;

    private final Map<String, LogBuffer> buffers = new HashMap<>();
    private final TestDesk told = new TestDesk();
    private final List<String> requests = new ArrayList<>();
    private final Live<List<Deployment>> deployments = new Live<>(List.of());
    private final Tasks tasks = new Tasks();
    private Settings<LogHabits> settings;
    private LogsTab tab;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        for (int i = 0; i < 400; i++) {
            String id = i % 3 == 0 ? "iris/green" : "iris/blue";
            buffers.computeIfAbsent(id, each -> new LogBuffer()).add(START + i * 1000L, false, words(i));
        }
        settings = Settings.open(folder.resolve("log-view.json"), LogHabits.class, LogHabits.DEFAULT, tasks);
        var tools = new LogTools(tasks, settings.value(), (log, id) -> requests.add(log + "#" + id));
        tab = fx(() -> new LogsTab(told.desk(), deployments, new LogsGround(
                id -> LogBook.of(id, Objects.requireNonNull(buffers.get(id))), folder, tools,
                (owner, title, name) -> folder
                        .resolve(name))));
        fxRun(() -> {
            tab.view().getStylesheets().add("/css/monitor.css");
            tab.select("iris/blue,iris/green");
        });
        show(tab.view(), 1440, 900);
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private static String words(int i) {
        if (i % 40 == 7) return "ERROR cannot reach the feature store (attempt " + i + ")";
        if (i % 25 == 3)
            return "{\"level\":\"warn\",\"message\":\"slow answer\",\"ms\":" + i + ",\"path\":\"/predict\"}";
        if (i % 30 == 5)
            return "\u001B[32mloaded\u001B[0m model \u001B[1miris\u001B[0m in \u001B[33m" + i + " ms\u001B[0m";
        return "INFO POST /predict 200 2." + i + " ms request_id=0123456789abcdef0123456789abc" + (100 + i % 900);
    }

    @Test
    void logsAreMergedSearchedAndCleared() {
        assertEquals("400 lines", lookup("#log-total").queryAs(Label.class).getText());
        clickOn("#log-search").write("feature").type(KeyCode.ENTER);
        await().until(() -> lookup("#log-count").queryAs(Label.class).getText().equals("10 of 10"));
        assertTrue(lookup(".log-mark").queryAll().stream().anyMatch(each -> each.isVisible()));
        shots("logs-merged");
        clickOn("#log-filters");
        clickOn("#log-include").write("attempt");
        await().until(() -> lookup("#log-total").queryAs(Label.class).getText().equals("10 lines"));
        shot("logs-filtered");
        clickOn("#log-reset");
        await().until(() -> lookup("#log-total").queryAs(Label.class).getText().equals("400 lines"));
        clickOn("#log-clear");
        await().until(() -> lookup("#log-total").queryAs(Label.class).getText().equals("0 lines"));
        Objects.requireNonNull(buffers.get("iris/blue")).add(START, false, "INFO anew");
        await().until(() -> lookup("#log-total").queryAs(Label.class).getText().equals("1 line"));
    }

    @Test
    void besideEachOtherEachHasItsOwnLines() {
        clickOn("#logs-beside");
        await().until(() -> lookup("#log-total").queryAll().size() == 2);
        assertTrue(lookup("#log-total").queryAll().stream().map(each -> ((Label) each).getText()).toList().containsAll(
                List.of("266 lines", "134 lines")));
        theme(true);
        shot("logs-beside-dark");
    }

    @Test
    void aTenMegabyteLineComesInPieces() {
        Objects.requireNonNull(buffers.get("iris/blue")).add(START + 900_000, false, "INFO " + "x".repeat(10_000_000));
        await().until(() -> !lookup("#log-total").queryAs(Label.class).getText().equals("400 lines"));
        clickOn(".log-lines").type(KeyCode.PAGE_UP);
        await().until(() -> lookup("#log-new-lines").queryAs(Button.class).isVisible());
        assertFalse(lookup("#log-follow").queryAs(ToggleButton.class).isSelected());
    }

    @Test
    void aClickOnAnIdLeadsToTheRequestOfItsDeployment() {
        Node lines = lookup(".log-lines").query();
        Bounds at = fx(() -> lines.localToScreen(lines.getBoundsInLocal()));
        for (int row = 1; row < 8 && requests.isEmpty(); row++) {
            for (double x = at.getMinX() + 200; x < at.getMaxX() && requests.isEmpty(); x += 12) {
                moveTo(x, at.getMinY() + row * 18);
                if (Cursor.HAND.equals(lines.getCursor())) clickOn(MouseButton.PRIMARY);
            }
        }
        String asked = requests.getFirst();
        int line = Integer.parseInt(asked.substring(asked.length() - 3)) - 100;
        assertEquals((line % 3 == 0 ? "iris/green" : "iris/blue") + "#0123456789abcdef0123456789abc" + (100 + line),
                asked);
    }

    @Test
    void oneThatIsMadeAnewWritesOnInItsPlace() {
        var blue = Samples.deployments().stream().filter(each -> each.id().equals("iris/blue")).toList();
        deployments.set(blue);
        fxRun(() -> tab.select("iris/blue"));
        totals("266 lines");
        deployments.set(List.of());
        settle();
        var ring = new LogBuffer();
        ring.add(START, false, "INFO anew");
        buffers.put("iris/blue", ring);
        deployments.set(blue);
        totals("1 line");
    }

    private void totals(String words) {
        await().until(() -> lookup("#log-total").queryAs(Label.class).getText().equals(words));
    }

    private void choose(String menu, String item) {
        clickOn(menu);
        Node node = await().until(() -> lookup(item).tryQuery().orElse(null), Objects::nonNull);
        clickOn(node);
    }

    @Test
    void aFilterIsSavedUsedForgottenAndKnownAfterARestart() {
        clickOn("#log-filters");
        clickOn("#log-include").write("attempt_x");
        choose("#log-saved", "#log-filter-save");
        clickOn("#log-include").eraseText(2).write(" 1");
        clickOn("#log-level-info");
        totals("2 lines");
        choose("#log-saved", "#log-filter-save");
        clickOn("#log-reset");
        totals("400 lines");
        clickOn("#log-saved");
        // an underscore is no shortcut key
        await().until(() -> lookup("+attempt_x").tryQuery().isPresent());
        shot("logs-saved-filters");
        clickOn("+attempt 1 · −INFO");
        totals("2 lines");
        settings.close();
        LogHabits kept = Settings.open(folder.resolve("log-view.json"), LogHabits.class, LogHabits.DEFAULT, tasks)
                .value().get();
        assertEquals(List.of("attempt_x", "attempt 1"), kept.saved().stream().map(LogHabits.Filter::include).toList());
        assertEquals(List.of("INFO"), kept.saved().getLast().hidden());
        choose("#log-saved", "#log-filter-forget");
        await().until(() -> settings.value().get().saved().size() == 1);
        totals("2 lines");
    }

    @Test
    void linesAreLeftOutByATextAndByTheirTime() {
        clickOn("#log-filters");
        clickOn("#log-exclude").write("/POST|slow/");
        // what is left: 10 errors and the coloured lines
        int left = (int) IntStream.range(0, 400).mapToObj(LogsTabUiTest::words).filter(each -> !each.contains("POST")
                && !each.contains("slow")).count();
        totals(left + " lines");
        clickOn("#log-reset");
        String from = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault())
                .format(Instant.ofEpochMilli(START + 100_000));
        clickOn("#log-from").write(from);
        totals("300 lines");
        String to = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault())
                .format(Instant.ofEpochMilli(START + 200_000));
        clickOn("#log-to").write(to);
        totals("101 lines");
        clickOn("#log-to").eraseText(3);
        clickOn("#log-to").write("nonsense");
        await().until(() -> lookup("#log-to").query().getPseudoClassStates().contains(PseudoClass.getPseudoClass(
                "danger")));
        totals("300 lines");
    }

    @Test
    void allFilteredLinesAreExportedAsATaskAndCopied() throws Exception {
        clickOn("#log-filters");
        clickOn("#log-include").write("attempt");
        totals("10 lines");
        choose("#log-menu", "#log-act-copy_all");
        await().until(() -> !told.copied.isEmpty());
        assertEquals(10, told.copied.getFirst().lines().filter(line -> line.contains("attempt")).count());
        clickOn(".log-row");
        choose("#log-menu", "#log-act-copy");
        await().until(() -> told.copied.size() == 2);
        assertEquals(1, told.copied.getLast().lines().count());
        choose("#log-menu", "#log-act-save");
        await().until(() -> tasks.shown().get().stream().anyMatch(task -> task.state() == Tasks.State.DONE));
        Tasks.View task = tasks.shown().get().getFirst();
        assertEquals("logview.export.task", task.title());
        assertEquals(1.0, Objects.requireNonNull(task.progress()).fraction());
        Path written = folder.resolve(String.valueOf(task.args().getFirst()));
        assertEquals(10, Files.readAllLines(written).size());
        await().until(() -> told.done.stream().anyMatch(each -> each.contains(String.valueOf(written.getFileName()))));
    }

    @Test
    void jsonIsFoldedAndItsFieldsUnfold() {
        clickOn("#log-search").write("slow answer").type(KeyCode.ENTER);
        clickOn("#log-only");
        totals("16 lines");
        List<String> folded = texts();
        assertTrue(folded.stream().allMatch(each -> each.startsWith("slow answer")), folded.toString());
        Node last = fx(() -> lookup(".log-fold").queryAll().stream()
                .filter(each -> each.isVisible() && each.getParent().isVisible())
                .max(Comparator.comparingDouble(each -> each.localToScene(0, 0).getY())).orElseThrow());
        clickOn(last);
        await().until(() -> texts().stream().anyMatch(each -> each.matches("path +/predict")));
        assertEquals(folded.size() + 4, texts().size());
        shot("logs-unfolded");
        clickOn(last);
        await().until(() -> texts().equals(folded));
        clickOn("#log-json");
        await().until(() -> texts().stream().allMatch(each -> each.startsWith("{\"level\":\"warn\"")));
    }

    private List<String> texts() {
        return fx(() -> lookup(".log-row").queryAll().stream().filter(Node::isVisible)
                .map(row -> row.lookupAll(".log-text").stream().filter(Node::isVisible)
                        .map(part -> ((Labeled) part).getText()).collect(Collectors.joining()))
                .filter(each -> !each.isEmpty()).toList());
    }

    @Test
    void timesAreThoseOfThisPlaceOrUtcOrLeftOut() {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        try {
            choose("#log-times", "#log-times-utc");
            DateTimeFormatter form = DateTimeFormatter.ofPattern("HH:mm:ss");
            Instant last = Instant.ofEpochMilli(START + 399_000);
            await().until(() -> times().getLast().contains(form.withZone(ZoneOffset.UTC).format(last)));
            choose("#log-times", "#log-times-local");
            await().until(() -> times().getLast().contains(form.withZone(ZoneId.of("Asia/Kolkata")).format(last)));
            choose("#log-times", "#log-times-off");
            await().until(() -> times().isEmpty());
        } finally {
            TimeZone.setDefault(here);
        }
    }

    private List<String> times() {
        return fx(() -> lookup(".log-time").queryAll().stream().filter(each -> each.getParent().isVisible())
                .sorted(Comparator.comparingDouble(each -> each.localToScene(0, 0).getY()))
                .map(each -> ((Labeled) each).getText()).filter(each -> !each.isBlank()).toList());
    }

    @Test
    void deploymentsAreChosenAndLeftOut() {
        choose("#logs-choose", "#logs-choice-iris-green");
        totals("266 lines");
        assertEquals(List.of("iris/blue"), settings.value().get().chosen());
        choose("#logs-choose", "#logs-choice-iris-blue");
        await().until(() -> lookup("#log-total").tryQuery().isEmpty() || settings.value().get().chosen().isEmpty());
    }

    @Test
    void aBannerSaysThatLinesAreNotKeptForAsLongAsThatIsSo() {
        assertFalse(lookup("#log-not-kept").query().isManaged());
        LogBuffer blue = Objects.requireNonNull(buffers.get("iris/blue"));
        Problem full = Problem.of("observe.log-not-kept", "iris/blue", "No space left on device");
        blue.trouble(full);
        await().until(() -> lookup("#log-not-kept").query().isManaged());
        for (String words : List.of(full.what(), full.why(), full.fix()))
            assertTrue(lookup(words).tryQuery().isPresent(), words);
        blue.add(START + 400_000, false, "INFO it goes on");
        totals("401 lines");
        shots("logs-not-kept");
        blue.trouble(null);
        await().until(() -> !lookup("#log-not-kept").query().isManaged());
        assertTrue(lookup(full.what()).tryQuery().isEmpty());
    }
}
