package slipway.validate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.build.PythonNeeds;
import slipway.catalog.Model;
import slipway.engine.Engine;
import slipway.store.AtomicFiles;
import slipway.validate.Processes.Running;
import slipway.validate.ValidationResult.Environment;

/// A Python of this machine, in an environment of its own or as it is; the recipes’ server runs in it as a process.
/// Made for one validation.
final class PythonGround implements Ground {
    private static final String SERVER = "server.py";

    private final ValidationRequest request;
    private final Model model;
    private final PythonNeeds needs;
    private final Engine engine;
    private final Environments environments;
    private final List<String> notes;

    /// @param notes takes remarks
    PythonGround(ValidationRequest request, Model model, PythonNeeds needs, Engine engine, Environments environments,
            List<String> notes) {
        this.request = request;
        this.model = model;
        this.needs = needs;
        this.engine = engine;
        this.environments = environments;
        this.notes = notes;
    }

    @Override
    public Prepared prepare(Progress progress) throws InterruptedException {
        EnvKind manager = request.envManager();
        if (manager != EnvKind.LOCAL) {
            return ready(environments.python(manager, model.path(), needs, notes, progress));
        }
        if (!request.overrides().isEmpty() || request.wheelhouse() != null) notes.add(Notes.overridesMeanNothing());
        return ready(environments.local());
    }

    private Prepared ready(Path python) throws InterruptedException {
        Path server = environments.folder().resolve(SERVER);
        AtomicFiles.write(server, slipway.build.Recipes.pythonServer());
        Environment described = PythonSays.environment(
                Processes.run(engine, List.of(python.toString(), "-c", ASK)).text(), python.toString());
        if (described.python().isEmpty()) throw StudioException.of("validate.python-silent", python);
        if (!(described.python() + ".").startsWith(needs.python() + ".")) {
            notes.add(Notes.otherPython(needs.python(), described.python()));
        }
        return new Prepared() {
            @Override
            public Running start() throws InterruptedException {
                return Processes.start(engine, List.of(python.toString(), server.toString()), Map.of("MODEL_DIR",
                        model.path().toString(), "PORT", "${port}", "LISTEN", "127.0.0.1", "PYTHONUNBUFFERED", "1",
                        "PYTHONDONTWRITEBYTECODE", "1"), model.path(), null);
            }

            @Override
            public Environment known() {
                return described;
            }

            @Override
            public Environment describe(Running running) {
                return described;
            }
        };
    }
}
