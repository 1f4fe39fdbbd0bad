package slipway.ui.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.engine.docker.DockerFinding;
import slipway.engine.docker.DockerLook;
import slipway.engine.docker.RegistryLogin;
import slipway.engine.docker.SwarmFinding;
import slipway.testkit.FakeEngine;
import slipway.testkit.FakeImages;
import slipway.testkit.Samples;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.Looks;
import slipway.ui.WindowSettings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Each section as a person sees it, one after another on the real page.
class SectionsUiTest extends UiTest {
    private static final String SECRET = "correct-horse-9";

    @TempDir
    private Path folder;
    private final TestDesk told = new TestDesk();
    private final FakeImages images = new FakeImages();
    private final Live<WindowSettings> looks = new Live<>(WindowSettings.DEFAULT);
    private final List<String> asked = new ArrayList<>();
    private final List<DockerFinding> looksAt = new ArrayList<>();
    private DockerFinding finding = found();

    private static DockerFinding found() {
        var way = new DockerFinding.Way("unix", false, null);
        return new DockerFinding(new DockerFinding.Found("unix:///var/run/docker.sock", "standard socket", "28.3.1",
                "1.51", "1.51", "1.24", false, false, "2", "overlay2", "/var/lib/docker", 81_000_000_000L,
                "Debian GNU/Linux 12", "linux/x86_64", 16, 64_000_000_000L, List.of("runc", "nvidia"), List.of(), way,
                new SwarmFinding(SwarmFinding.Role.NONE, 0, 0, SwarmFinding.Mesh.UNKNOWN),
                new DockerFinding.Proxies("http://•••@proxy.example:3128", "", "localhost")), null,
                List.of(new DockerFinding.Tried("unix:///var/run/docker.sock", "standard socket", true, "answers")));
    }

    private SettingsPage open(String section) {
        FakeEngine docker = FakeEngine.docker(images);
        DockerLook look = () -> {
            looksAt.add(finding);
            return finding;
        };
        var desk = told.desk();
        var page = fx(() -> new SettingsPage(List.of(
                new AppearanceSection(
                        new Looks(looks, change -> looks.set(change.apply(looks.get())), () -> {}, asked::add)),
                new EnginesSection(List.of(FakeEngine.embedded(), docker), look, desk),
                new RegistriesSection(logins(), () -> docker.images, desk, (question, go) -> {
                    asked.add(question.title());
                    go.run();
                }), new ProxySection(Map.of("HTTPS_PROXY", "http://ana:" + SECRET + "@proxy.example:3128",
                        "no_proxy", "localhost,.example"), look, desk),
                new ShortcutsSection(() -> List.of("Overview", "Models")),
                new ResetSection(new Looks(looks, change -> looks.set(change.apply(looks.get())), () -> {}, asked::add),
                        desk),
                new LicencesSection(desk), new AboutSection(folder, List.of(docker.info), Samples.updates(), desk))));
        show(fx(page::view), 1240, 820);
        fxRun(() -> page.select(section));
        settle();
        return page;
    }

    private RegistryLogin logins() {
        return RegistryLogin.in(folder.resolve("config.json"), "");
    }

    @Test
    void theEnginesAreThereWithTheirGpusAndWhatDoctorTells() {
        open("engines");
        assertTrue(lookup("GPU 0 · NVIDIA L4").tryQuery().isPresent());
        assertTrue(lookup("/var/lib/docker").tryQuery().isEmpty());
        shots("settings-engines");
        clickOn("#engines-copy");
        String copied = told.copied.getLast();
        assertTrue(copied.contains("NVIDIA L4 · 570.86") && copied.contains("Docker 28.3.1"), copied);
        finding = new DockerFinding(null, Problem.of("docker.none", 2), List.of());
        clickOn("#engines-refresh");
        settle();
        assertEquals(2, looksAt.size());
        clickOn("#engines-copy");
        assertTrue(told.copied.getLast().contains(Problem.of("docker.none", 2).fix()), told.copied.getLast());
    }

    @Test
    void loginsAreListedMadeAndForgottenWithoutEverBeingShown() throws Exception {
        Files.writeString(folder.resolve("config.json"),
                "{\"auths\":{\"reg.example:5000\":{\"auth\":\"YW5hOmNvcnJlY3QtaG9yc2UtOQ==\"}}}");
        open("registries");
        assertTrue(lookup("reg.example:5000").tryQuery().isPresent());
        assertTrue(fx(() -> lookup("#registry-login").queryButton().isDisabled()));
        clickOn("#registry-host").write("ghcr.example");
        clickOn("#registry-user").write("ana");
        clickOn("#registry-password").write(SECRET);
        clickOn("#registry-login");
        settle();
        assertEquals("", fx(() -> lookup("#registry-password").<TextInputControl>query().getText()));
        assertFalse(told.done.toString().contains(SECRET));
        assertTrue(told.done.getLast().startsWith("Logged in to ghcr.example as ana"), told.done.toString());
        shots("settings-registries");
        fxRun(() -> lookup("#logout-reg-example-5000").<Button>query().fire());
        settle();
        assertEquals(List.of("Log out of reg.example:5000?"), asked);
        assertFalse(Files.readString(folder.resolve("config.json")).contains("reg.example"));
        assertTrue(lookup("No login is kept. Public images need none.").tryQuery().isPresent());
    }

    @Test
    void proxiesAreShownWithoutTheirPasswords() {
        open("proxy");
        assertTrue(lookup("http://•••@proxy.example:3128").tryQuery().isPresent());
        assertTrue(lookup("no_proxy").tryQuery().isPresent());
        assertTrue(lookup("localhost").tryQuery().isPresent(), "of the engine");
        shots("settings-proxy");
    }

    @Test
    void everyKeyCanBeSearched() {
        open("shortcuts");
        shots("settings-shortcuts");
        clickOn("#shortcuts-search").write("compare");
        settle();
        assertTrue(lookup("Send it to two and compare").tryQuery().isPresent());
        assertTrue(lookup("Search in the log").tryQuery().isEmpty());
    }

    @Test
    void theWindowIsResetAndBroughtBack() {
        looks.set(new WindowSettings("dark", 1600, 1000, false, true, "settings", true));
        open("reset");
        shots("settings-reset");
        clickOn("#settings-reset");
        assertEquals(new WindowSettings("system", 1440, 900, false, false, "settings", true), looks.get());
        told.undo();
        settle();
        assertEquals(new WindowSettings("dark", 1600, 1000, false, true, "settings", true), looks.get());
    }

    @Test
    void licencesAreReadInFull() {
        open("licences");
        clickOn("#licences-search").write("netty");
        settle();
        assertEquals(1, fx(() -> lookup("#licences-list").<ListView<?>>query().getItems().size()));
        shots("settings-licences");
        assertTrue(fx(() -> lookup("#licence-text").<TextInputControl>query().getText())
                .contains("Apache License"));
        clickOn("#licences-copy");
        assertTrue(told.copied.getLast().contains("SIL OPEN FONT LICENSE"));
    }

    @Test
    void aReportSaysWhatRunsHereAndNothingPrivate() {
        open("about");
        shots("settings-about");
        clickOn("#about-copy");
        String report = told.copied.getLast();
        assertTrue(report.contains("Slipway 0.") && report.contains("Java: "), report);
        assertTrue(report.contains("Docker 28.3 · API 1.51 · 2 GPUs · connected"), report);
        String mine = System.getProperty("user.home") + "/w";
        String text = Fact.text(List.of(new Fact("Workspace", mine), new Fact("x", "http://a:" + SECRET + "@h")));
        assertEquals("Workspace: ~/w\nx: http://•••@h\n", text);
    }
}
