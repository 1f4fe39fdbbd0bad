package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.docker.ContextChoice;
import slipway.engine.docker.DockerFinding;
import slipway.engine.docker.GpuMeter;
import slipway.store.AtomicFiles;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.tour.SampleWorkspace;
import slipway.ui.Opening;
import slipway.ui.Welcome;
import slipway.ui.WindowSettings;

/// What is offered to a person who starts without a workspace, and how it becomes one. Any thread.
final class Welcoming {
    /// What makes a folder a workspace: its file, or what only a workspace has in it.
    private static final List<String> MARKS = List.of("slipway.yml", "endpoints", "models", ".slipway");

    private Welcoming() {}

    /// Whether `folder` is a workspace, or has been one.
    static boolean known(Path folder) {
        return MARKS.stream().anyMatch(mark -> Files.exists(folder.resolve(mark)));
    }

    static Welcome of(Function<Path, Opening> open, @Nullable String context) {
        var tasks = new Tasks();
        ContextChoice choice = context == null ? ContextChoice.NONE : new ContextChoice(context, "--context");
        return new Welcome(tasks, WindowSettings.DEFAULT, recent(tasks), Path.of(System.getProperty("user.home", "")),
                () -> DockerFinding.look(choice), () -> new GpuMeter().read().present(), Welcoming::create,
                folder -> samples(SampleWorkspace.source(), folder), open, tasks::close);
    }

    /// The list alone; whoever opens a workspace writes it.
    private static List<Path> recent(Tasks tasks) {
        try (var settings = StudioSettings.open(UserFolder.ofPerson(), tasks)) {
            return settings.value().get().recent().workspaces().stream().map(Path::of).filter(Files::isDirectory)
                    .toList();
        }
    }

    /// A folder that is a workspace stays as it is.
    static Path create(Path folder) {
        if (known(folder)) return folder;
        Path name = folder.getFileName();
        String quoted = (name == null ? "Slipway" : name.toString()).replace("\\", "\\\\").replace("\"", "\\\"");
        AtomicFiles.write(folder.resolve("slipway.yml"), "name: \"" + quoted + "\"\n");
        return folder;
    }

    /// A copy that is there is the person’s by now and stays as it is; nothing is written where the program is.
    static Path samples(Path source, Path to) {
        if (Files.exists(to.resolve(SampleWorkspace.MARK))) return to;
        Path installed = source.toAbsolutePath().normalize().getParent();
        if (installed != null && to.toAbsolutePath().normalize().startsWith(installed))
            throw StudioException.of("welcome.inside", to, installed);
        return SampleWorkspace.copyTo(source, to);
    }
}
