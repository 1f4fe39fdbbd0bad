package slipway.ui.endpoints;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.Workspace;
import slipway.ui.endpoints.OptionsAsk.PredictLog;
import slipway.ui.endpoints.OptionsAsk.Session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/// What is asked of an endpoint, written to its file and said as a command.
class OptionsAskTest {
    private static final String FILE = """
            name: iris # ours
            auth_mode: key
            traffic: {blue: 100}
            mirror_traffic:
              green: 25 # for now
            x-slipway:
              # why: the lab
              max_body_mb: 10
            """;

    @TempDir
    private Path root;
    private final Tasks tasks = new Tasks();

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void strictBecomesFreeAndStrictAgain() throws Exception {
        write();
        try (var workspace = Workspace.open(root, tasks)) {
            OptionsAsk was = OptionsAsk.of(spec(workspace));
            assertEquals("", was.command(spec(workspace)));
            var mirrors = new LinkedHashMap<String, Integer>();
            mirrors.put("green", 80);
            mirrors.put("twin", 100);
            var free = new OptionsAsk("iris", true, mirrors, "twin", true, Session.COOKIE, "s", 5, 0, true,
                    PredictLog.BODIES, AuthMode.AML_TOKEN);
            assertEquals("slipway endpoint update iris --mode free --mirrors \"green=80 twin=100\" --twin \"twin\""
                    + " --mirror-traffic \"green=0\" --random --sticky-cookie s --bandwidth-mbps 5 --max-body-mb 0"
                    + " --access-log --predict-bodies --auth-mode aml_token", free.command(spec(workspace)));
            save(workspace, free);
            assertEquals("""
                    name: iris # ours
                    auth_mode: aml_token
                    traffic: {blue: 100}
                    mirror_traffic: {}
                    """, text().substring(0, text().indexOf("x-slipway")));
            assertEquals(free, OptionsAsk.of(spec(workspace)));
            assertEquals("", free.command(spec(workspace)));
            var strict = new OptionsAsk("iris", false, Map.of("green", 25), "", false, Session.NONE, "s", 0, 10, false,
                    PredictLog.OFF, AuthMode.KEY);
            save(workspace, strict);
            assertEquals(strict, OptionsAsk.of(spec(workspace)));
            assertEquals(true, text().contains("# why: the lab"));
        }
    }

    @Test
    void whatBreaksARuleIsNotWrittenAtAll() throws Exception {
        write();
        try (var workspace = Workspace.open(root, tasks)) {
            var both = new OptionsAsk("iris", false, Map.of("green", 25, "twin", 10), "", true, Session.NONE, "", 0, 0,
                    true, PredictLog.OFF, AuthMode.NONE);
            var refused = assertThrows(StudioException.class, () -> save(workspace, both));
            assertEquals("spec.mirror-one", refused.problem().code());
            assertEquals(FILE, text());
        }
    }

    private static void save(Workspace workspace, OptionsAsk ask) {
        EndpointSpec now = spec(workspace);
        workspace.setOptions("iris", ask.auth() == now.authMode() ? null : ask.auth(), ask.mirrorTraffic(now),
                ask.values(now));
    }

    private static EndpointSpec spec(Workspace workspace) {
        return Objects.requireNonNull(workspace.spec().get().endpoint("iris").orElseThrow().spec());
    }

    private String text() throws Exception {
        return Files.readString(root.resolve("endpoints/iris/endpoint.yml"));
    }

    private void write() throws Exception {
        Path folder = Files.createDirectories(root.resolve("endpoints/iris"));
        Files.writeString(folder.resolve("endpoint.yml"), FILE);
        for (String name : new String[]{"blue", "green", "twin"})
            Files.writeString(folder.resolve(name + ".yml"), "name: " + name + "\nmodel: {path: m}\n");
    }
}
