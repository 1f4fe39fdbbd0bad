package slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.BackAsk;
import slipway.deploy.BackAsk.Said;
import slipway.deploy.BackAsk.State;
import slipway.store.RunFile;

/// `endpoint rollback ENDPOINT/DEPLOYMENT`: says to what it goes back, has the running studio do it and follows it to
/// its end. Ends 0 when the earlier revision runs and is proved, 1 when it is not healthy either or was cancelled.
@Command(name = "rollback", mixinStandardHelpOptions = true)
final class EndpointRollbackCommand extends Action {
    private static final Duration LOOK = Duration.ofMillis(200);
    /// Studios look twice a second.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(paramLabel = "ENDPOINT/DEPLOYMENT")
    private String deployment = "";

    @Option(names = "--show")
    private boolean show;

    @Override
    int run() throws InterruptedException {
        if (deployment.indexOf('/') < 1) throw StudioException.of("cli.deployment-form", deployment);
        RunFile.DeploymentRun row = Running.of(app().workspace()).deployments().stream()
                .filter(each -> deployment.equals(each.endpoint() + "/" + each.deployment())).findFirst()
                .orElseThrow(() -> StudioException.of("deploy.unknown", deployment));
        RunFile.Past past = row.past();
        if (past == null || past.revision() == 0) throw StudioException.of("deploy.back-none", deployment);
        tell(row, past);
        if (show) {
            if (app().json()) console().json(map(row, past));
            return 0;
        }
        Path ask = new BackAsk(deployment, past.revision()).ask(app().workspace().resolve(".slipway"));
        // Ctrl-C: the studio cancels what nobody asks for any more
        Tasks.atShutdown("take back", () -> BackAsk.takeBack(ask));
        Said end;
        try {
            end = follow(ask);
        } finally {
            BackAsk.takeBack(ask);
        }
        return ended(row, past, end);
    }

    private void tell(RunFile.DeploymentRun row, RunFile.Past past) {
        if (app().json()) return;
        console().line(Text.of("cli.back.to", deployment, row.revision(), past.revision()));
        console().line("  " + past.model());
        if (past.image() != null) console().line("  " + Text.of("deployments.back.image", past.image()));
        console().line("  " + (past.environment().isEmpty()
                ? Text.of("deployments.back.no-environment")
                : Text.of("deployments.back.environment", String.join(", ", past.environment()))));
        console().line("  " + Text.of("deployments.back.replicas", past.replicas()));
    }

    private Said follow(Path ask) throws InterruptedException {
        long begun = System.nanoTime();
        String told = "";
        while (true) {
            Said said = BackAsk.said(ask).orElse(null);
            if (said == null && System.nanoTime() - begun > PATIENCE.toNanos())
                throw StudioException.of("cli.back-unheard", PATIENCE.toSeconds());
            if (said != null && said.state() != State.RUNNING) return said;
            if (said != null && !said.step().equals(told)) {
                told = said.step();
                if (!told.isEmpty() && !app().json()) console().message("  " + told);
            }
            // taken back by Ctrl-C, or the studio has ended
            if (said != null && !Files.exists(ask)) throw new InterruptedException();
            Running.of(app().workspace());
            Tasks.pause(LOOK);
        }
    }

    private int ended(RunFile.DeploymentRun row, RunFile.Past past, Said end) {
        if (app().json()) {
            Map<String, Object> map = map(row, past);
            map.put("state", end.state().word());
            if (end.what() != null) {
                var problem = new LinkedHashMap<String, Object>();
                problem.put("what", end.what());
                problem.put("why", end.why());
                problem.put("fix", end.fix());
                map.put("problem", problem);
            }
            console().json(map);
        } else {
            switch (end.state()) {
                case DONE -> console().line(Text.of("cli.back.done", deployment, past.revision()));
                case CANCELLED, RUNNING -> console().message(Text.of("cli.back.cancelled", deployment));
                case FAILED -> {
                    console().message(String.valueOf(end.what()));
                    console().message("  " + end.why());
                    console().message("  " + end.fix());
                }
            }
        }
        return end.state() == State.DONE ? 0 : 1;
    }

    private Map<String, Object> map(RunFile.DeploymentRun row, RunFile.Past past) {
        var map = new LinkedHashMap<String, Object>();
        map.put("deployment", deployment);
        map.put("from", row.revision());
        map.put("to", past.revision());
        map.put("model", past.model());
        if (past.image() != null) map.put("image", past.image());
        map.put("environment", past.environment());
        map.put("replicas", past.replicas());
        return map;
    }
}
