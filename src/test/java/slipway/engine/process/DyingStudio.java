package slipway.engine.process;

import java.nio.file.Path;
import java.util.Map;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.engine.Instance;
import slipway.testkit.StubModelServer;

/// A studio of its own process that launches one server, says its number, and waits to be killed.
final class DyingStudio {
    private DyingStudio() {}

    public static void main(String[] args) throws InterruptedException {
        var engine = new ProcessEngine(Path.of(args[0]), new Tasks());
        Map<String, String> environment = System.getenv("STUB_CHILD") == null ? Map.of() : Map.of("STUB_CHILD", "1");
        Instance instance = engine.launch(ProcessEngineIT.with(StubModelServer.command(), environment, 0, 0),
                Progress.NONE);
        System.out.println("pid " + instance.pid().orElseThrow());
        Thread.sleep(Long.MAX_VALUE);
    }
}
