package slipway.ui;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Tasks;
import slipway.catalog.Catalog;
import slipway.catalog.CatalogView;
import slipway.engine.Engines;
import slipway.testkit.Drags;
import slipway.testkit.FakeEngine;
import slipway.testkit.FakeImages;
import slipway.testkit.Samples;
import slipway.testkit.Sources;
import slipway.testkit.TestCatalog;
import slipway.testkit.UiTest;
import slipway.ui.images.ImageDrops;
import slipway.ui.images.ImagesPage;
import slipway.ui.models.ModelImports;
import slipway.ui.models.ModelsPage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Whatever page is open, what is dropped on the window is imported or loaded.
class DropZoneUiTest extends UiTest {
    private static final Path SAMPLES = Sources.base().resolve("sample-models");

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final FakeImages images = FakeImages.full();
    private final List<Path> bundles = new CopyOnWriteArrayList<>();
    private final FakeEngine docker = FakeEngine.docker(images);
    private final Live<CatalogView> catalog = new Live<>(Samples.catalog());
    private final Live<WindowSettings> saved = new Live<>(WindowSettings.DEFAULT);

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void theWindowSaysWhatADropDoesWhileFilesAreOverIt() {
        Shell shell = open();
        Node page = lookup(".page").query();
        assertFalse(drag(page, DragEvent.DRAG_OVER, folder), "before the features are there");
        fill(shell);
        Node within = lookup("#images-search").query();
        assertFalse(drag(within, DragEvent.DRAG_OVER), "text");
        assertFalse(hint().isVisible());
        assertTrue(drag(within, DragEvent.DRAG_OVER, folder));
        assertTrue(hint().isVisible());
        shots("drop-hint");
        drag(shell.root(), DragEvent.DRAG_EXITED, folder);
        assertFalse(hint().isVisible());
    }

    @Test
    void modelsAndImagesDroppedTogetherGoTheirWaysFromAnyPage() throws Exception {
        fill(open());
        Path saved = tar("saved.tar.gz", "blobs/sha256/" + "ab".repeat(32), "manifest.json");
        Path packed = tar("packed.tar.gz", "top/MLmodel", "top/model.onnx");
        drag(lookup("#images-search").query(), DragEvent.DRAG_DROPPED, SAMPLES.resolve("iris/2"), saved, packed);
        await().until(() -> images.asked.contains("load " + saved));
        await().until(() -> Files.isDirectory(folder.resolve("models/2")) && Files.isRegularFile(folder
                .resolve("models/packed.tar.gz")));
        await().until(() -> tasks.shown().get().stream().noneMatch(task -> task.state() == Tasks.State.RUNNING));
        assertEquals(List.of("models.task.import [2]", "models.task.import [packed.tar.gz]",
                "images.task.load [saved.tar.gz]").stream().sorted().toList(), tasks.shown().get().stream().map(
                        task -> task.title() + " " + task.args()).sorted().toList());
        await().until(() -> fx(() -> lookup("#models-search").tryQuery().isPresent()));
        assertEquals("models", this.saved.get().page());
        assertFalse(hint().isVisible());
    }

    @Test
    void aBundleIsKnownByItsBeginningOrItsName() throws IOException {
        fill(open());
        Path named = Files.writeString(folder.resolve("cut.slipway"), "");
        Path renamed = Files.writeString(folder.resolve("demo.bin"), "slipway-bundle.json\0 and more");
        drag(lookup("#images-search").query(), DragEvent.DRAG_DROPPED, named, renamed);
        await().until(() -> bundles.size() == 2 && bundles.containsAll(List.of(named, renamed)));
        assertEquals(List.of(), tasks.shown().get(), "it is no model");
    }

    @Test
    void anImageWithoutAnEngineIsExplained() throws IOException {
        docker.images = null;
        fill(open());
        drag(lookup("#images-search").query(), DragEvent.DRAG_DROPPED, tar("saved.tar", "oci-layout"));
        await().until(() -> fx(() -> lookup("There is no container engine for the image").tryQuery().isPresent()));
        shot("drop-nowhere");
        assertEquals(List.of(), tasks.shown().get());
    }

    private Node hint() {
        return lookup("#drop-zone").query();
    }

    private boolean drag(Node at, javafx.event.EventType<DragEvent> type, Path... files) {
        boolean taken = fx(() -> Drags.fire(at, type, files));
        settle();
        return taken;
    }

    private Path tar(String name, String... members) throws IOException {
        Path tar = folder.resolve(name);
        OutputStream file = Files.newOutputStream(tar);
        try (var out = new TarArchiveOutputStream(name.endsWith("gz") ? new GZIPOutputStream(file) : file)) {
            for (String member : members) {
                byte[] content = content(member);
                var entry = new TarArchiveEntry(member);
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return tar;
    }

    private static byte[] content(String member) throws IOException {
        if (member.startsWith("top/"))
            return Files.readAllBytes(SAMPLES.resolve("iris/2").resolve(member.substring(
                    "top/".length())));
        return "[{\"Config\":\"c.json\",\"RepoTags\":[\"iris:2\"],\"Layers\":[]}]".getBytes(StandardCharsets.UTF_8);
    }

    private Shell open() {
        return fx(() -> {
            var shell = new Shell(stage(), tasks,
                    new WindowSettings("light", 1440, 900, false, false, "images", false), new Front());
            stage().setScene(new Scene(shell.root(), 1440, 900));
            shell.applyTheme();
            stage().show();
            return shell;
        });
    }

    private void fill(Shell shell) {
        fxRun(() -> {
            var engines = new Engines(List.of(FakeEngine.embedded(), docker));
            var deployments = new Live<>(Samples.deployments());
            var imports = new ModelImports(tasks, () -> folder.resolve("models"), this::scan, shell.desk(), (owner,
                    title, kind, patterns) -> null, (owner, title) -> null);
            List<Page> pages = new ArrayList<>();
            pages.add(new ModelsPage(TestCatalog.in(folder, tasks), catalog, deployments, shell.desk(), model -> {},
                    imports, Asker.dialog(), new ModelsPage.Habits(false, cards -> {})));
            pages.add(new ImagesPage(shell.desk(), tasks, engines, deployments));
            shell.fill(new Shell.Feed(new Live<>(Samples.workspace()), engines.all(), new Live<>(Samples.endpoints()),
                    deployments, Samples.traffic(), new Activity(), Samples.updates(), saved::set), pages);
            shell.dropped(new Dropped(tasks, new ImageDrops(shell.desk(), tasks, engines)::load, imports::take,
                    bundles::add));
        });
        settle();
    }

    private void scan() {
        try {
            catalog.set(Catalog.scan(folder.resolve("models")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
