package slipway.ui.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.bundle.BundleGround;
import slipway.engine.Images;
import slipway.housekeeping.FolderShelf;
import slipway.housekeeping.Housekeeper;
import slipway.housekeeping.Kind;
import slipway.housekeeping.Limit;
import slipway.housekeeping.LimitBook;
import slipway.housekeeping.PlainShelf;
import slipway.housekeeping.Shelf;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.testkit.SayingDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StorageSectionUiTest extends UiTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final List<String> said = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<Kind, Long> limits = new ConcurrentHashMap<>(Map.of(Kind.LOGS, 2_000_000_000L, Kind.RECORDINGS,
            10_000_000L, Kind.REPORTS, 500_000_000L, Kind.HISTORY, 1_000_000_000L));
    @SuppressWarnings("NullAway.Init") // by open(), before anything looks
    private Path root;

    private record Empty(Workspace workspace) implements BundleGround {
        @Override
        public Images images() {
            throw new AssertionError();
        }

        @Override
        public Optional<Path> model(DeploymentSpec deployment) {
            return Optional.empty();
        }

        @Override
        public List<ImageNeed> needs(List<DeploymentSpec> deployments, Progress progress) {
            return List.of();
        }
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private void open() throws IOException {
        root = Files.createDirectory(folder.resolve("ws"));
        Files.writeString(root.resolve("slipway.yml"), "name: shop\n");
        Path state = root.resolve(".slipway");
        for (String name : List.of("logs/a", "recordings/one/x", "reports/r.json"))
            Files.createDirectories(state.resolve(name).getParent());
        Files.write(state.resolve("logs/a"), new byte[1_200_000]);
        Files.write(state.resolve("recordings/one/x"), new byte[8_500_000]);
        Files.write(state.resolve("reports/r.json"), new byte[43_000]);
        Files.createDirectories(state.resolve("crashes"));
        Files.writeString(state.resolve("crashes/crash-20261122-101500-000.txt"), "Slipway\nwhat happened");
        var shelves = new ArrayList<Shelf>();
        for (Kind each : Kind.values()) {
            Path own = state.resolve(each.word());
            shelves.add(each == Kind.RECORDINGS || each == Kind.REPORTS
                    ? new FolderShelf(each, List.of(own), one -> true)
                    : new PlainShelf(each, List.of(own), Set.of()));
        }
        var housekeeper = new Housekeeper(shelves, new LimitBook() {
            @Override
            public Limit limit(Kind kind) {
                return new Limit(limits.getOrDefault(kind, 0L), 0);
            }

            @Override
            public void set(Kind kind, long bytes) {
                limits.put(kind, bytes);
            }
        }, new Activity());
        var ground = new StorageGround(tasks, SayingDesk.of(tasks, said), housekeeper, new Empty(Workspace.open(root,
                tasks)), (question, go) -> {
                    asked.add(question.title() + ": " + question.text());
                    go.run();
                }, (owner, title, name) -> folder.resolve("x.slipway-backup"), (owner, title, kind,
                        patterns) -> folder.resolve("x.slipway-backup"),
                (owner, title) -> folder,
                opened -> said.add(opened.toString()));
        var page = fx(() -> new SettingsPage(List.of(new StorageSection(ground))));
        show(fx(page::view), 1200, 1000);
        await().until(() -> lookup("#storage-clean-recordings").tryQuery().isPresent());
    }

    private void fire(String button) {
        fxRun(() -> lookup(button).<Button>query().fire());
    }

    @Test
    void showsWhatIsHeldAndLetsGoOfItOnceAsked() throws Exception {
        open();
        await().until(() -> lookup("#copy-crash-20261122-101500-000-txt").tryQuery().isPresent());
        shots("settings-storage");
        fire("#storage-clean-recordings");
        await().until(() -> !Files.exists(root.resolve(".slipway/recordings/one")));
        assertTrue(asked.getFirst().contains("8.50 MB"), asked::toString);
        await().until(() -> said.stream().anyMatch(each -> each.contains("freed")));
    }

    @Test
    void aSmallerLimitIsAskedForFirst() throws Exception {
        open();
        fxRun(() -> {
            var field = lookup("#storage-limit-recordings").<TextField>query();
            field.setText("5 MB");
            field.getOnAction().handle(new ActionEvent());
        });
        await().until(() -> Long.valueOf(5_000_000).equals(limits.get(Kind.RECORDINGS)));
        assertEquals(1, asked.size());
    }

    @Test
    void aLimitThatIsBeingTypedStaysWhileOthersAreCounted() throws Exception {
        open();
        var field = lookup("#storage-limit-recordings").<TextField>query();
        fxRun(() -> {
            field.requestFocus();
            field.setText("1");
        });
        fire("#storage-clean-reports");
        await().until(() -> !Files.exists(root.resolve(".slipway/reports/r.json")));
        await().until(() -> lookup("#storage-clean-reports").<Button>query().isDisabled());
        assertSame(field, lookup("#storage-limit-recordings").<TextField>query());
        assertEquals("1", field.getText());
        assertEquals(10_000_000L, limits.get(Kind.RECORDINGS));
        fxRun(() -> {
            field.setText("12,5MB");
            field.getOnAction().handle(new ActionEvent());
        });
        await().until(() -> Long.valueOf(12_500_000).equals(limits.get(Kind.RECORDINGS)));
        fxRun(() -> {
            field.setText("2 lots");
            field.getOnAction().handle(new ActionEvent());
        });
        assertNotEquals("2 lots", field.getText(), "what is refused leaves nothing behind");
    }

    @Test
    void backsUpAndRestores() throws Exception {
        open();
        fire("#storage-backup");
        await().until(() -> Files.exists(folder.resolve("x.slipway-backup")));
        fire("#storage-restore");
        await().until(() -> Files.exists(folder.resolve("x/slipway.yml")));
        assertEquals("name: shop\n", Files.readString(folder.resolve("x/slipway.yml")));
    }
}
