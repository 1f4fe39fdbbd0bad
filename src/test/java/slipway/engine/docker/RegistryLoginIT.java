package slipway.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images;
import slipway.testkit.Covers;
import slipway.testkit.LocalRegistry;
import slipway.testkit.NeedsDocker;
import slipway.testkit.TestDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A real registry that wants a login, through a real engine; the password must turn up nowhere.
@NeedsDocker(NeedsDocker.What.REGISTRY)
class RegistryLoginIT {
    private static final String PASSWORD = "battery-staple-7";
    private static final String WRONG = "wrong-staple-8";

    @TempDir
    Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord one) {
            seen.add(one.getMessage() + " " + one.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private LocalRegistry registry;
    private ScratchImages scratch;
    private Images images;
    private String name;

    @BeforeEach
    void begin() throws Exception {
        Logger.getLogger("").addHandler(listener);
        registry = LocalRegistry.withPassword(PASSWORD);
        scratch = ScratchImages.open(folder, new RegistryLogin(config(), folder.toString()));
        images = scratch.images();
        name = registry.host() + "/" + TestDocker.prefix() + "/iris:1";
        scratch.make(name, 2000);
    }

    @AfterEach
    void end() {
        Logger.getLogger("").removeHandler(listener);
        scratch.link().calls().all().get().forEach(call -> seen.add(call.toString()));
        scratch.close();
        registry.close();
        assertFalse(seen.isEmpty());
        assertTrue(seen.stream().noneMatch(text -> text.contains(PASSWORD) || text.contains(WRONG)), seen.toString());
    }

    private Path config() {
        return folder.resolve("config.json");
    }

    private Problem refused(org.junit.jupiter.api.function.Executable work) {
        var thrown = assertThrows(StudioException.class, work);
        for (Throwable at = thrown; at != null; at = at.getCause())
            seen.add(at.toString());
        Problem problem = thrown.problem();
        seen.add(problem + problem.what() + problem.why() + problem.fix());
        return problem;
    }

    private Problem refusedPush() {
        return refused(() -> images.push(name, Progress.NONE));
    }

    @Test
    void withoutALoginOrWithAWrongOneItIsSaid() throws Exception {
        assertEquals("docker.registry-login", refusedPush().code());
        assertEquals("docker.registry-login", refused(() -> images.pull(name, null, Progress.NONE)).code());
        assertTrue(images.remoteDigest(name).isEmpty());
        Problem wrong = refused(() -> images.login(registry.host(), LocalRegistry.USER, WRONG));
        assertEquals("docker.login-refused", wrong.code());
        assertTrue(wrong.what().contains(registry.host()), wrong.what());
        assertFalse(Files.exists(config()), "what the registry refuses is not kept");
        new RegistryLogin(config(), "").keep(RegistryAccount.password(registry.host(), LocalRegistry.USER, WRONG));
        assertEquals("docker.registry-login", refusedPush().code());
    }

    @Test
    @Covers("A029")
    void afterALoginImagesMoveAndAfterALogoutTheyDoNot() throws Exception {
        Images.Login login = images.login("http://" + registry.host() + "/", LocalRegistry.USER, PASSWORD);
        seen.add(login.toString());
        assertEquals(new Images.Login(registry.host(), LocalRegistry.USER, config().toString(), true), login);
        String digest = images.push(name, Progress.NONE);
        assertEquals(digest, images.remoteDigest(name).orElseThrow());
        images.remove(name, true);
        assertFalse(images.pull(name, null, Progress.NONE).id().isEmpty());
        assertTrue(new RegistryLogin(config(), "").forget(registry.host()));
        assertEquals("docker.registry-login", refusedPush().code());
    }

    @Test
    void theDockerCommandTakesWhatWasKept() throws Exception {
        images.login(registry.host(), LocalRegistry.USER, PASSWORD);
        var said = TestDocker.docker("--config", folder.toString(), "push", name);
        assertTrue(said.ok(), said.text());
    }

    @Test
    void aHelperOnThePathIsAskedAndABrokenOneIsSaid() throws Exception {
        Path helper = folder.resolve("docker-credential-box");
        Files.writeString(helper, """
                #!/bin/sh
                read -r host
                [ "$host" = %s ] || { echo "credentials not found in native keychain"; exit 1; }
                echo '{"ServerURL": "x", "Username": "%s", "Secret": "%s"}'
                """.formatted(registry.host(), LocalRegistry.USER, PASSWORD));
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(config(), "{\"credHelpers\": {\"%s\": \"box\"}}".formatted(registry.host()));
        assertTrue(images.push(name, Progress.NONE).startsWith("sha256:"));
        // a token is handed on as one: this registry knows passwords only and says no
        Files.writeString(helper, "#!/bin/sh\necho '{\"Username\": \"<token>\", \"Secret\": \"" + PASSWORD + "\"}'\n");
        scratch.make(name, 2000);
        assertEquals("docker.registry-login", refusedPush().code());
        Files.writeString(config(), "{\"credHelpers\": {\"%s\": \"gone\"}}".formatted(registry.host()));
        assertEquals("docker.helper", refusedPush().code());
    }

    @Test
    void aBrokenFileStopsATransferWithItsReason() throws Exception {
        Files.writeString(config(), "{\"auths\": {\"%s\": {\"auth\": %s}}}".formatted(registry.host(), PASSWORD));
        assertEquals("docker.config-unreadable", refusedPush().code());
        Files.writeString(config(), "{\"auths\": {\"%s\": {\"auth\": \"!!\"}}}".formatted(registry.host()));
        assertEquals("docker.login-unreadable", refusedPush().code());
        assertEquals("docker.login-unreadable", refused(() -> images.pull(name, null, Progress.NONE)).code());
    }
}
