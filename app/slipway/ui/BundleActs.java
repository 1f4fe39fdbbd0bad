package slipway.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.bundle.BundleGround;
import slipway.bundle.BundleOpening;
import slipway.bundle.BundleWish;
import slipway.bundle.BundleWriter;
import slipway.bundle.Manifest;
import slipway.ui.fx.Fx;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// Saves the workspace as a bundle and opens bundles beside their files: each a task with progress, to be cancelled and
/// to be gone on with. FX thread.
///
/// @param go shows the workspace of another folder in this window
record BundleActs(Tasks tasks, Desk desk, BundleGround ground, SaveTarget saving, OpenTarget opening, Asker asker,
        Consumer<Path> go) {
    /// What the palette and the overview offer.
    List<Command> commands() {
        String act = Text.of("shell.group.do");
        return List.of(new Command(act, Text.of("bundle.save"), "fth-package", "", this::save),
                new Command(act, Text.of(
                        "bundle.open"), "fth-folder", "", this::open));
    }

    private void save() {
        Path file = saving.ask(Asker.focused(), Text.of("bundle.save.title"), ground.workspace().spec().get().name()
                .replaceAll("[^\\p{L}\\p{N}._-]+", "-") + ".slipway");
        if (file == null) return;
        acts().start("bundle.task.save", file.getFileName(), Twin.of("bundle create").add(file.toString()),
                progress -> {
                    BundleWriter.Written done = BundleWriter.write(ground, new BundleWish(List.of(), true, false), file,
                            progress);
                    return said("bundle.saved", done.manifest(), done.file(), Units.bytes(done.sizeBytes()));
                });
    }

    private void open() {
        Path file = opening.ask(Asker.focused(), Text.of("bundle.open.title"), Text.of("bundle.kind"), List.of(
                "*.slipway"));
        if (file != null) open(file);
    }

    /// Asks first: something else may have been meant.
    void dropped(Path file) {
        asker.ask(new Asker.Question(Text.of("bundle.drop.title", file.getFileName()), Text.of("bundle.drop.text",
                BundleOpening.usual(file)), Text.of("bundle.drop.yes"), false), () -> open(file));
    }

    private void open(Path file) {
        acts().start("bundle.task.open", file.getFileName(), Twin.of("bundle open").add(file.toString()), progress -> {
            BundleOpening.Opened done = BundleOpening.open(file, BundleOpening.usual(file), true, ground::images,
                    progress);
            Fx.later(() -> offer(done));
            String opened = said("bundle.opened", done.manifest(), done.folder(), Twin.in(done.folder(), "slipway up"));
            String moved = String.join(", ", done.images().stream().flatMap(each -> each.moved().stream()).toList());
            return moved.isEmpty() ? opened : Text.of("bundle.moved", opened, moved);
        });
    }

    private void offer(BundleOpening.Opened done) {
        if (done.folder().equals(ground.workspace().root().toAbsolutePath().normalize())) return;
        asker.ask(new Asker.Question(Text.of("bundle.go.title", done.folder().getFileName()), Text.of("bundle.go.text",
                done.folder(), ground.workspace().spec().get().name()), Text.of("bundle.go.yes"), false),
                () -> go
                        .accept(done.folder()));
    }

    /// What stayed behind stands in the same message: it has to be put in again by hand.
    private static String said(String key, Manifest manifest, Object first, Object second) {
        long secrets = manifest.left().stream().mapToLong(each -> each.names().size()).sum();
        String text = Text.of(key, first, second);
        return secrets == 0 ? text : Text.of("bundle.secrets", text, secrets);
    }

    private LongActs acts() {
        return new LongActs(tasks, desk.notices());
    }
}
