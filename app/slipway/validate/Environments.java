package slipway.validate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.build.PythonNeeds;
import slipway.engine.Engine;
import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.store.AtomicFiles;
import slipway.store.FileTree;

/// The virtual environments under a workspace’s state folder, one for each set of needs. A new one is made in a folder
/// of its own and moved into place when it is whole, so that what stands there is good. Any thread, any process.
final class Environments {
    private static final String MAKING = ".making-";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;
    private final Programs programs;
    private final Engine engine;

    /// @param folder `.slipway/environments`
    Environments(Path folder, Programs programs, Engine engine) {
        this.folder = folder.toAbsolutePath();
        this.programs = programs;
        this.engine = engine;
    }

    Path folder() {
        return folder;
    }

    /// The Python on the PATH as it is.
    Path local() {
        return programs.find("python3").orElseThrow(() -> StudioException.of("validate.no-program", "python3"));
    }

    /// The Python of an environment with `needs`; made where there is none yet, which takes its time.
    Path python(EnvKind manager, Path model, PythonNeeds needs, List<String> notes, Progress progress)
            throws InterruptedException {
        Recipe recipe = recipe(manager, model, needs);
        Path home = folder.resolve(recipe.hash());
        Path python = home.resolve("bin/python");
        if (Files.isExecutable(python)) {
            notes.add(Notes.reused());
            return python;
        }
        sweep();
        Path making = folder.resolve(MAKING + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            make(recipe, making, progress);
            settle(making, home);
            return python;
        } catch (IOException e) {
            throw new StudioException(Problem.of("validate.folder", folder, String.valueOf(e.getMessage())), e);
        } finally {
            drop(making);
        }
    }

    /// Everything that an environment is made from.
    ///
    /// @param program what makes it
    /// @param conda   text of the model's `conda.yaml`, empty where it is not used
    private record Recipe(EnvKind manager, Path program, PythonNeeds needs, String requirements, String conda,
            Path model) {
        String hash() {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                Path wheels = needs.wheelhouse();
                for (String part : List.of(manager.word(), program.toString(), needs.python(), requirements, conda,
                        wheels == null ? "" : listing(wheels))) {
                    digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
                }
                return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /// Names, sizes and times: what changes when a wheel does.
    private static String listing(Path wheels) {
        try (Stream<Path> files = Files.list(wheels)) {
            var lines = new ArrayList<String>();
            for (Path file : files.sorted().toList())
                lines.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            return String.join("\n", lines);
        } catch (IOException e) {
            throw new StudioException(Problem.of("validate.unreadable", wheels), e);
        }
    }

    private Recipe recipe(EnvKind manager, Path model, PythonNeeds needs) {
        // files that a line includes are named from the model's folder
        String requirements = needs.requirements().replaceAll(
                "(?m)^(-r|-c|--requirement|--constraint)[ =]+(?!/)",
                "$1 " + model.toString().replace("$", "\\$") + "/");
        boolean conda = manager == EnvKind.CONDA && Files.isRegularFile(model.resolve("conda.yaml"));
        return new Recipe(manager, program(manager, needs), needs, requirements,
                conda ? read(model.resolve("conda.yaml")) : "", model);
    }

    /// For a virtual environment the Python that the model wants, where it is here; else any.
    private Path program(EnvKind manager, PythonNeeds needs) {
        return switch (manager) {
            case VIRTUALENV, CONTAINER, LOCAL -> programs.find("python" + needs.python()).or(() -> programs
                    .find("python3")).orElseThrow(() -> StudioException.of("validate.no-program", "python3"));
            case UV, CONDA -> programs.find(manager.word()).orElseThrow(() -> StudioException.of("validate.no-manager",
                    manager.word()));
        };
    }

    private void make(Recipe recipe, Path home, Progress progress) throws InterruptedException {
        if (fetches(recipe)) Ledger.OURS.way(Purpose.PACKAGES, Party.program(recipe.program(), false)).open();
        progress.stage("validate.stage.environment", recipe.manager().word());
        String program = recipe.program().toString();
        run(recipe, switch (recipe.manager()) {
            case VIRTUALENV, CONTAINER, LOCAL -> List.of(program, "-m", "venv", home.toString());
            case UV -> List.of(program, "venv", "--python", recipe.needs().python(), home.toString());
            case CONDA -> recipe.conda().isEmpty()
                    ? List.of(program, "create", "-y", "-p", home.toString(), "python=" + recipe.needs().python(),
                            "pip")
                    : List.of(program, "env", "create", "-y", "-p", home.toString(), "-f",
                            recipe.model().resolve("conda.yaml").toString());
        });
        if (recipe.requirements().isBlank()) return;
        Path file = home.resolve("requirements.txt");
        AtomicFiles.write(file, recipe.requirements());
        progress.stage("validate.stage.installing", recipe.requirements().lines().count());
        run(recipe, install(recipe, home.resolve("bin/python").toString(), file));
    }

    /// Whether packages come from an index, or from an address among the requirements; uv and conda may fetch a Python.
    private static boolean fetches(Recipe recipe) {
        String requirements = recipe.requirements();
        return recipe.manager() == EnvKind.UV || recipe.manager() == EnvKind.CONDA || requirements.contains("://")
                || (!requirements.isBlank() && recipe.needs().wheelhouse() == null);
    }

    private static List<String> install(Recipe recipe, String python, Path file) {
        var command = new ArrayList<String>();
        if (recipe.manager() == EnvKind.UV) {
            command.addAll(List.of(recipe.program().toString(), "pip", "install", "--python", python));
        } else {
            command.addAll(List.of(python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"));
        }
        Path wheels = recipe.needs().wheelhouse();
        if (wheels != null) {
            command.addAll(List.of("--no-index", "--find-links", wheels.toAbsolutePath().toString()));
        }
        command.addAll(List.of("-r", file.toString()));
        return command;
    }

    private void run(Recipe recipe, List<String> command) throws InterruptedException {
        Processes.Ended ended = Processes.run(engine, command);
        if (!ended.good()) {
            throw new StudioException(Failures.install(recipe.manager(), recipe.needs().wheelhouse(), ended));
        }
    }

    private static void settle(Path making, Path home) throws IOException {
        try {
            // one that lost its Python since is none
            if (Files.exists(home) && !Files.isExecutable(home.resolve("bin/python"))) FileTree.delete(home);
            Files.move(making, home);
        } catch (IOException e) {
            // somebody else was as quick; both are good
            if (!Files.isExecutable(home.resolve("bin/python"))) throw e;
        }
    }

    /// What a killed studio left half made.
    private void sweep() {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> list = Files.list(folder)) {
            for (Path each : list.filter(path -> String.valueOf(path.getFileName()).startsWith(MAKING)).toList()) {
                if (Files.getLastModifiedTime(each).toInstant().isBefore(Instant.now().minus(ABANDONED))) drop(each);
            }
        } catch (IOException e) {
            System.getLogger(Environments.class.getName()).log(System.Logger.Level.INFO, "not swept: " + folder, e);
        }
    }

    private static void drop(@Nullable Path made) {
        if (made == null || !Files.exists(made)) return;
        try {
            FileTree.delete(made);
        } catch (IOException e) {
            System.getLogger(Environments.class.getName()).log(System.Logger.Level.INFO, "left behind: " + made, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StudioException(Problem.of("validate.unreadable", file), e);
        }
    }
}
