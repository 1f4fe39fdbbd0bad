package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.check.Examination;
import slipway.check.Examiner;
import slipway.cli.Examining;
import slipway.contract.Profiles;
import slipway.engine.docker.ContextChoice;
import slipway.engine.docker.DockerEngine;
import slipway.engine.process.ProcessEngine;
import slipway.store.FileTree;
import slipway.validate.Programs;
import slipway.validate.Validation;
import slipway.validate.Validator;

/// Engines of a check from the command line, with a state folder of their own: what runs in the workspace itself stays
/// out of it. A killed check leaves containers that `slipway prune` finds, since their folder is gone or unused.
final class CheckBench implements Examining {
    private static final System.Logger LOG = System.getLogger(CheckBench.class.getName());

    private final Path folder;
    private final DockerEngine docker;
    private final ProcessEngine processes;
    private final Examination examination;
    private final Validation validation;

    private CheckBench(Path folder, DockerEngine docker, ProcessEngine processes, Examination examination,
            Validation validation) {
        this.folder = folder;
        this.docker = docker;
        this.processes = processes;
        this.examination = examination;
        this.validation = validation;
    }

    static CheckBench open(Tasks tasks, Path root, ContextChoice choice) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("slipway-check-");
            Path state = Files.createDirectory(folder.resolve(".slipway"));
            DockerEngine docker = DockerEngine.find(state, choice, tasks);
            // waits for the way to the engine, should there be one
            docker.adopt();
            var processes = new ProcessEngine(state, tasks);
            return new CheckBench(folder, docker, processes, new Examination(docker, processes,
                    () -> Profiles.with(root.resolve(Profiles.FOLDER)), tasks),
                    new Validation(docker, processes, root.resolve(".slipway"), Programs.onPath()));
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.no-folder"), e);
        }
    }

    @Override
    public Examiner examiner() {
        return examination;
    }

    @Override
    public Validator validator() {
        return validation;
    }

    @Override
    public void close() {
        docker.close();
        processes.close();
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "left behind: " + folder);
        }
    }
}
