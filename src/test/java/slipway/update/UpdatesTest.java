package slipway.update;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Version;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Purpose;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.testkit.StubUpstream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The update notice against real servers on this machine, and files.
class UpdatesTest {
    private static final String NEWER = "{\"version\": \"9.1\", \"notes\": \"Faster.\"}";

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private final Live<StudioSettings> person = new Live<>(StudioSettings.DEFAULT);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final AtomicReference<String> answer = new AtomicReference<>(NEWER);
    private final AtomicReference<String> login = new AtomicReference<>("");
    private StubUpstream server;
    private Updates updates;

    @BeforeEach
    void open() {
        Ledger.OURS.clear();
        server = new StubUpstream(this::serve);
        updates = again();
    }

    @AfterEach
    void end() {
        tasks.close();
        server.close();
        Ledger.OURS.force("");
        Ledger.OURS.clear();
    }

    private Updates again() {
        return new Updates(person, new UserFolder(folder), tasks, now::get);
    }

    private void serve(HttpServerRequest request) {
        login.set(String.valueOf(request.getHeader("Authorization")));
        var response = request.response();
        switch (String.valueOf(request.path())) {
            case "/here" -> response.setStatusCode(302).putHeader("Location", "slipway.json").end();
            case "/circle" -> response.setStatusCode(302).putHeader("Location", "/circle").end();
            case "/nowhere" -> response.setStatusCode(301).putHeader("Location", "http://[bad").end();
            case "/away" -> response.setStatusCode(302).putHeader("Location", "http://localhost:" + server.port()
                    + "/slipway.json").end();
            case "/none" -> response.setStatusCode(404).end(NEWER);
            default -> response.end(answer.get());
        }
    }

    private String url(String path) {
        return server.url() + path;
    }

    private Problem failed(String address) throws InterruptedException {
        updates.choose(true, address);
        updates.look();
        LastLook last = updates.lastThere().orElseThrow();
        assertNull(last.release());
        Problem problem = last.problem();
        assertNotNull(problem);
        assertEquals(Optional.empty(), updates.news());
        return problem;
    }

    private List<Contact> noted() {
        return Ledger.OURS.contacts().stream().filter(each -> each.purpose() == Purpose.UPDATE).toList();
    }

    @Test
    void offNobodyIsAsked() throws Exception {
        updates.choose(false, url("/slipway.json"));
        updates.look();
        updates.lookIfDue();
        updates.choose(true, " ");
        updates.look();
        updates.lookIfDue();
        assertEquals(0, server.requests());
        assertEquals(List.of(), noted());
        assertFalse(Files.exists(folder.resolve("update.json")));
    }

    @Test
    void thereAreAMinuteBeforeTheFirstLookAndADayBetweenTwo() throws Exception {
        assertTrue(Updates.FIRST.compareTo(Duration.ofMinutes(1)) >= 0);
        updates.choose(true, url("/slipway.json"));
        updates.lookIfDue();
        updates.lookIfDue();
        assertEquals(1, server.requests());
        now.updateAndGet(at -> at.plus(Updates.APART).minusMillis(1));
        updates.lookIfDue();
        again().lookIfDue();
        assertEquals(1, server.requests());
        now.updateAndGet(at -> at.plusMillis(1));
        Updates other = again();
        other.lookIfDue();
        updates.lookIfDue();
        assertEquals(2, server.requests(), "two studios are one person");
        now.updateAndGet(at -> at.minus(Duration.ofDays(90)));
        updates.lookIfDue();
        assertEquals(3, server.requests(), "a clock that was set back");
        assertEquals(3, noted().getFirst().opened());
        assertEquals(server.url().getAuthority(), noted().getFirst().party().who());
        assertEquals(3L * NEWER.length(), noted().getFirst().bytes());
    }

    @Test
    void aFailureCountsForTheDayToo() throws Exception {
        updates.choose(true, url("/none"));
        updates.lookIfDue();
        updates.lookIfDue();
        assertEquals(1, server.requests());
    }

    @Test
    void aNewerVersionIsNewsOnce() throws Exception {
        updates.choose(true, url("/slipway.json"));
        updates.lookIfDue();
        assertEquals(Optional.of(new Release("9.1", "Faster.")), updates.news());
        assertEquals(updates.news(), again().news(), "kept for the next start");
        updates.told("9.1");
        assertEquals(Optional.empty(), updates.news());
        await().until(() -> again().news().isEmpty());
        now.updateAndGet(at -> at.plus(Updates.APART));
        updates.lookIfDue();
        assertEquals(Optional.empty(), updates.news());
        answer.set("{\"version\": \"9.2\"}");
        now.updateAndGet(at -> at.plus(Updates.APART));
        updates.lookIfDue();
        assertEquals("9.2", updates.news().orElseThrow().version());
        updates.choose(false, url("/slipway.json"));
        assertEquals(Optional.empty(), updates.news());
        updates.choose(true, url("/other.json"));
        assertEquals(Optional.empty(), updates.lastThere(), "that was at another address");
    }

    @Test
    void whoAsksReadsItThere() throws Exception {
        updates.choose(true, url("/slipway.json"));
        updates.look();
        updates.look();
        assertEquals(2, server.requests(), "as often as they like");
        assertEquals("9.1", updates.lastThere().orElseThrow().told());
        assertEquals(Optional.empty(), updates.news());
    }

    @ParameterizedTest
    @ValueSource(strings = {Version.NUMBER, "0.0.9", "0"})
    void theSameAndOlderOnesAreNoNews(String version) throws Exception {
        answer.set("{\"version\": \"" + version + "\"}");
        updates.choose(true, url("/slipway.json"));
        updates.lookIfDue();
        assertEquals(new Release(version, ""), updates.lastThere().orElseThrow().release());
        assertEquals(Optional.empty(), updates.news());
    }

    @ParameterizedTest
    @CsvSource({"/none, update.status", "/away, update.redirect", "/circle, update.status", "/nowhere, update.status"})
    void whatIsNoAnswerIsSaidAndNobodyElseIsAsked(String path, String code) throws Exception {
        Problem problem = failed(url(path));
        assertEquals(code, problem.code());
        assertTrue(problem.what().contains(url(path)), problem::what);
        assertTrue(noted().stream().allMatch(each -> each.party().who().startsWith("127.0.0.1:")));
        assertTrue(server.targets().stream().allMatch(each -> each.equals("GET " + path)));
        assertTrue(server.requests() <= 4, () -> server.requests() + " requests");
    }

    @Test
    void aRedirectOnTheSameServerIsFollowed() throws Exception {
        updates.choose(true, url("/here"));
        updates.look();
        assertEquals(List.of("GET /here", "GET /slipway.json"), server.targets());
        assertNotNull(updates.lastThere().orElseThrow().release());
        assertEquals(2, noted().getFirst().opened());
    }

    @Test
    void badJsonAndBadVersionsAreSaid() throws Exception {
        answer.set("<html>");
        assertEquals("update.malformed", failed(url("/slipway.json")).code());
        answer.set("{\"version\": \"soon\"}");
        assertEquals("update.version", failed(url("/slipway.json")).code());
        assertEquals("update.version", Objects.requireNonNull(again().lastThere().orElseThrow().problem()).code(),
                "kept for the next start");
    }

    @Test
    void noMoreIsReadThanAReleaseFileMayHave() throws Exception {
        answer.set(NEWER + " ".repeat(ReleaseFetch.MOST - NEWER.length()));
        updates.choose(true, url("/slipway.json"));
        updates.look();
        assertNotNull(updates.lastThere().orElseThrow().release());
        answer.updateAndGet(text -> text + " ");
        assertEquals("update.size", failed(url("/slipway.json")).code());
        answer.set(" ".repeat(50_000_000));
        assertEquals("update.size", failed(url("/slipway.json")).code());
        assertTrue(Objects.requireNonNull(updates.last().get().problem()).why().contains("64"));
    }

    @Test
    void whoDoesNotAnswerInTimeIsLeft() {
        try (var silent = StubUpstream.hanging()) {
            Problem problem = assertThrows(StudioException.class, () -> ReleaseFetch.read(silent.url() + "/",
                    Duration.ofMillis(300))).problem();
            assertEquals("update.slow", problem.code());
        }
        assertTrue(ReleaseFetch.LIMIT.compareTo(Duration.ofSeconds(10)) <= 0);
    }

    @Test
    void whoIsNotThereIsSaid() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertEquals("update.no-answer", failed("http://127.0.0.1:" + free + "/x").code());
        assertEquals(1, noted().getFirst().failed());
    }

    @Test
    void offlineItIsRefusedAndNoted() throws Exception {
        Ledger.OURS.force("--offline");
        // an address for examples, which nobody has
        assertEquals("network.offline-forced", failed("https://192.0.2.7/slipway.json").code());
        assertEquals(0, noted().getFirst().opened());
        assertEquals(1, noted().getFirst().refused());
    }

    @Test
    void aLoginIsSentToTheServerAndNeverShown() throws Exception {
        String address = "http://ana:horse%209@127.0.0.1:" + server.port() + "/none?sig=stapler7&a=b";
        Problem problem = failed(address);
        assertEquals("Basic " + Base64.getEncoder().encodeToString("ana:horse 9".getBytes(StandardCharsets.UTF_8)),
                login.get());
        assertEquals("http://•••@127.0.0.1:" + server.port() + "/none?sig=•••&a=b", updates.where());
        String all = problem.what() + problem.why() + problem.fix() + Files.readString(folder.resolve("update.json"));
        assertFalse(all.contains("horse") || all.contains("ana:") || all.contains("stapler7"), all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slipway.json", "ftp://example.com/x", "http://", "https://ana:pass9 word@exa mple/",
            "http://example.com:99999/", "http://ana:pass9@/x"})
    void whatIsNoAddressIsSaidWithoutAConnection(String address) throws Exception {
        Problem problem = failed(address);
        assertEquals("update.address", problem.code());
        assertEquals(problem, updates.wrong());
        assertFalse(problem.what().contains("pass9"), problem::what);
        assertEquals(List.of(), noted());
    }

    @Test
    void aFileIsReadWhereItStands() throws Exception {
        Path file = folder.resolve("slipway.json");
        assertEquals("update.no-file", failed(file.toString()).code());
        assertEquals("update.no-file", failed(folder.toString()).code());
        Files.writeString(file, NEWER);
        updates.look();
        failed(folder.toString());
        updates.choose(true, " " + file + " ");
        assertNull(updates.wrong());
        updates.look();
        assertEquals(new Release("9.1", "Faster."), updates.lastThere().orElseThrow().release());
        Files.writeString(file, " ".repeat(ReleaseFetch.MOST + 1));
        assertEquals("update.size", failed(file.toString()).code());
        assertEquals(List.of(), noted());
    }

    @Test
    void aFileOfLooksThatIsBrokenIsKeptAside() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("update.json"), "{\"release\": {\"version\": \"soon\", \"notes\": \"\"}}");
        Updates fresh = again();
        assertEquals(LastLook.NONE, fresh.last().get());
        fresh.choose(true, url("/slipway.json"));
        fresh.lookIfDue();
        assertEquals(1, server.requests());
        try (var files = Files.list(folder)) {
            assertTrue(files.anyMatch(each -> each.getFileName().toString().startsWith("update.json.unreadable-")));
        }
    }
}
