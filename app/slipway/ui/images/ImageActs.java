package slipway.ui.images;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.Images;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// What can be done to images: each a task that shows its progress and can be cancelled; asked first where something
/// is lost, refused with the way out where somebody uses it. FX thread.
final class ImageActs {
    enum Act {
        SAVE("fth-download"), PUSH("fth-upload-cloud"), TAG("fth-tag"), REMOVE("fth-trash-2");

        private final String icon;

        Act(String icon) {
            this.icon = icon;
        }

        String icon() {
            return icon;
        }

        String text() {
            return switch (this) {
                case SAVE -> Text.of("images.act.save");
                case PUSH -> Text.of("images.act.push");
                case TAG -> Text.of("images.act.tag");
                case REMOVE -> Text.of("images.act.remove");
            };
        }
    }

    private final Desk desk;
    private final Tasks tasks;
    private final Asker asker;
    private final SaveTarget save;
    private final OpenTarget open;
    private final Runnable changed;
    private final Consumer<Problem> failed;

    /// @param changed called on any thread after each act, however it went
    /// @param failed  called on the FX thread
    ImageActs(Desk desk, Tasks tasks, Asker asker, SaveTarget save, OpenTarget open, Runnable changed,
            Consumer<Problem> failed) {
        this.desk = desk;
        this.tasks = tasks;
        this.asker = asker;
        this.save = save;
        this.open = open;
        this.changed = changed;
        this.failed = failed;
    }

    void run(Act act, Images images, ImageRow row) {
        switch (act) {
            case SAVE -> save(images, row);
            case PUSH -> push(images, row);
            case TAG -> tag(images, row);
            case REMOVE -> remove(images, row);
        }
    }

    void pull(Images images) {
        ReferenceDialog.ask(ReferenceDialog.Kind.PULL, "",
                name -> start("images.task.pull", name, ImageCommands.pull(name),
                        progress -> images.pull(name, null, progress), Text.of("images.done.pull", name)));
    }

    void load(Images images) {
        Path file = open.ask(Asker.focused(), Text.of("images.load.title"), Text.of("images.load.kind"),
                List.of("*.tar", "*.tar.gz", "*.tgz"));
        if (file != null) load(images, file);
    }

    void load(Images images, Path file) {
        String name = String.valueOf(file.getFileName());
        start("images.task.load", name, ImageCommands.load(file),
                progress -> images.load(file, progress), Text.of("images.done.load", name));
    }

    void cleanUp(Images images, List<ImageRow> rows) {
        CleanUpDialog.ask(rows, ours -> start("images.task.prune", "", "slipway image prune"
                + (ours ? "" : " --all"), progress -> {
                    Images.Pruned gone = images.prune(ours);
                    say(Text.of("images.done.prune", Units.bytes(gone.bytes()), gone.removed().size()));
                }, ""));
    }

    private void save(Images images, ImageRow row) {
        Path file = save.ask(Asker.focused(), Text.of("images.save.title"), ImageCommands.file(row));
        if (file == null) return;
        List<String> what = row.image().tags().isEmpty() ? List.of(row.id()) : row.image().tags();
        start("images.task.save", row.image().title(), ImageCommands.save(what, file),
                progress -> images.save(what, file, progress),
                Text.of("images.done.save", file));
    }

    private void push(Images images, ImageRow row) {
        String before = row.image().tags().isEmpty() ? "" : row.image().title();
        ReferenceDialog.ask(ReferenceDialog.Kind.PUSH, before,
                name -> start("images.task.push", name, ImageCommands.push(row, name), progress -> {
                    if (!row.image().tags().contains(name)) images.tag(row.id(), name);
                    images.push(name, progress);
                }, Text.of("images.done.push", name)));
    }

    private void tag(Images images, ImageRow row) {
        ReferenceDialog.ask(ReferenceDialog.Kind.TAG, row.image().tags().isEmpty() ? "" : row.image().title(),
                name -> start("images.task.tag", name, ImageCommands.tag(row, name),
                        progress -> images.tag(row.id(), name),
                        Text.of("images.done.tag", name)));
    }

    private void remove(Images images, ImageRow row) {
        String title = row.image().title();
        if (!row.deployments().isEmpty()) {
            String first = row.deployments().getFirst();
            asker.ask(new Asker.Question(Text.of("images.remove.refused", title),
                    Text.of("images.remove.deployments", String.join(", ", row.deployments())),
                    Text.of("images.remove.open", first), false), () -> desk.navigator().open("deployments", first));
            return;
        }
        if (row.image().users() > 0) {
            asker.ask(new Asker.Question(Text.of("images.remove.refused", title),
                    Text.of("images.remove.containers", row.image().users()), Text.of("images.remove.copy"), false),
                    () -> desk.notices().copied(ImageCommands.containers(row)));
            return;
        }
        List<String> names = row.image().tags();
        String lost = names.size() > 1
                ? Text.of("images.remove.names", Units.bytes(row.image().sizeBytes()), String.join(", ", names))
                : Text.of("images.remove.text", Units.bytes(row.image().sizeBytes()));
        asker.ask(new Asker.Question(Text.of("images.remove.title", title), lost, Text.of("images.remove.yes"), true),
                () -> start("images.task.remove", title, ImageCommands.remove(names.isEmpty()
                        ? List.of(row.id())
                        : names), progress -> {
                            for (String name : names.isEmpty() ? List.of(row.id()) : names)
                                images.remove(name, false);
                        }, Text.of("images.done.remove", title)));
    }

    /// `done` is said when it went well; empty where the body says it.
    private void start(String task, String name, String twin, Tasks.Body body, String done) {
        tasks.start(task, name.isEmpty() ? List.of() : List.of(name), progress -> {
            Deed.twin(twin);
            try {
                body.run(progress);
                if (!done.isEmpty()) say(done);
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> failed.accept(problem));
                throw e;
            } finally {
                changed.run();
            }
        });
    }

    private void say(String text) {
        Fx.later(() -> desk.notices().done(text));
    }
}
