package slipway.serve;

import java.io.IOException;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// Main of the sample model server: opens the socket, then loads and warms the model, then says that it is ready.
///
/// Ends with 2 for settings it cannot read, 3 for a model it cannot load, 4 for a port it cannot have, 143 after SIGTERM as
/// every JVM does, its requests answered.
public final class SampleServer {
    private final AccessLog log = new AccessLog();
    private final Routes routes;
    private final HttpFront front;

    private SampleServer(ServerSettings settings) {
        routes = new Routes(settings.contract().id());
        try {
            front = new HttpFront(settings, routes, log, new Tasks());
        } catch (IOException e) {
            throw new StudioException(
                    Problem.of("serve.port-taken", settings.bind(), settings.port()).withDetail(e.getMessage()));
        }
    }

    /// Arguments are ignored, so that SageMaker's `serve` may be one.
    public static void main(String[] args) {
        long start = System.nanoTime();
        try {
            ServerSettings settings = ServerSettings.from(System.getenv());
            var server = new SampleServer(settings);
            Tasks.atShutdown("stop", server::stop);
            server.log.line("INFO", "listening on http://" + settings.bind() + ":" + server.front.start());
            Natives.prepare(System.getenv());
            server.load(settings);
            server.log.line("INFO", "ready after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        } catch (StudioException e) {
            fail(e.problem());
        } catch (Refusal e) {
            fail(Problem.of("serve.warm-up", e.reason()));
        }
    }

    private void load(ServerSettings settings) {
        ModelFolder folder = ModelFolder.find(settings.model());
        String name = settings.name() == null ? folder.name() : settings.name();
        String version = settings.version() == null ? folder.version() : settings.version();
        var onnx = new OnnxModel(folder.onnx(), settings.threads());
        var served = new ServedModel(folder, onnx, name, version);
        served.warmUp();
        routes.ready(served);
        log.line("INFO", "serving " + name + " " + version + " as " + settings.contract().id() + " from "
                + folder.folder());
    }

    private void stop() {
        log.line("INFO", "stopping");
        front.stop();
        log.line("INFO", "stopped");
    }

    private static void fail(Problem problem) {
        String detail = problem.detail() == null ? "" : " (" + problem.detail() + ")";
        new AccessLog().line("ERROR", problem.what() + ": " + problem.why() + " " + problem.fix() + detail);
        System.exit(switch (problem.code()) {
            case "serve.contract", "serve.number" -> 2;
            case "serve.port-taken" -> 4;
            default -> 3;
        });
    }
}
