package slipway.engine.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Logins out of and into the files and programs that hold them.
class RegistryLoginTest {
    private static final String SECRET = "correct-horse-9";
    private static final String HOST = "reg.example:5000";

    @TempDir
    Path folder;

    private RegistryLogin logins(String config) {
        try {
            Files.writeString(folder.resolve("config.json"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RegistryLogin(folder.resolve("config.json"), folder.toString());
    }

    private static String auth(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /// A helper that keeps what it is given in files; `vault` in the settings.
    private void helper() {
        script("vault", """
                case $1 in
                get) read -r key; f=$(echo "$key" | tr -c 'a-z0-9\\n' _)
                  [ -f "$0.$f" ] && cat "$0.$f" || { echo "credentials not found in native keychain"; exit 1; } ;;
                store) cat > "$0.new"; key=$(sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/' "$0.new")
                  mv "$0.new" "$0.$(echo "$key" | tr -c 'a-z0-9\\n' _)" ;;
                erase) read -r key; rm -f "$0.$(echo "$key" | tr -c 'a-z0-9\\n' _)" ;;
                esac
                """);
    }

    private void script(String name, String body) {
        try {
            Path file = Files.writeString(folder.resolve("docker-credential-" + name), "#!/bin/sh\n" + body);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode file() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("config.json")));
    }

    @ParameterizedTest
    @CsvSource({"reg.example:5000,reg.example:5000", "reg.example:5000,https://reg.example:5000",
            "https://reg.example:5000/v2/,http://reg.example:5000/", "docker.io,https://index.docker.io/v1/",
            "index.docker.io,docker.io", "https://index.docker.io/v1/,registry-1.docker.io"})
    void aRegistryIsFoundByEachOfItsNames(String asked, String kept) throws Exception {
        var logins = logins("{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(kept, auth("alice:a:b")));
        RegistryAccount found = logins.find(asked).orElseThrow();
        assertEquals("alice", found.user());
        assertEquals("a:b", found.secret());
        assertTrue(logins.find("other.example").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"iris,https://index.docker.io/v1/", "team/iris:2,https://index.docker.io/v1/",
            "docker.io/library/iris,https://index.docker.io/v1/", "localhost/iris,localhost",
            "reg.example:5000/iris@sha256:ab,reg.example:5000"})
    void aReferenceNamesItsRegistry(String reference, String registry) {
        assertEquals(registry, ImageName.of(reference).registry());
    }

    @Test
    void aDigestCountsBeforeATagAndNothingMeansLatest() {
        assertEquals(new ImageName("reg:5000/iris", "sha256:ab"), ImageName.of("reg:5000/iris:1@sha256:ab"));
        assertEquals(new ImageName("reg:5000/iris", "latest"), ImageName.of("reg:5000/iris"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"auths\": {\"reg.example:5000\": {\"auth\": " + SECRET + "}}}", "[\"" + SECRET + "\"]",
            "{\"auths\": {\"reg.example:5000\": \"" + SECRET})
    void aBrokenFileIsOneProblemThatShowsNoSecret(String config) {
        var thrown = assertThrows(StudioException.class, () -> logins(config).find(HOST));
        assertEquals("docker.config-unreadable", thrown.problem().code());
        assertTrue(thrown.problem().why().contains("config.json"), thrown.problem().why());
        assertSilent(thrown);
    }

    @Test
    void aBrokenEntryIsSaidForItsRegistryOnly() throws Exception {
        for (String bad : List.of("%%%", auth("nocolon" + SECRET), auth(":" + SECRET))) {
            var logins = logins("{\"auths\": {\"%s\": {\"auth\": \"%s\"}, \"good\": {\"auth\": \"%s\"}, \"no\": {}, "
                    .formatted(HOST, bad, auth("bob:b")) + "\"empty\": {\"auth\": \"\"}, \"list\": []}}");
            var thrown = assertThrows(StudioException.class, () -> logins.find(HOST));
            assertEquals("docker.login-unreadable", thrown.problem().code());
            assertSilent(thrown);
            assertEquals("bob", logins.find("good").orElseThrow().user());
            for (String none : List.of("no", "empty", "list"))
                assertTrue(logins.find(none).isEmpty(), none);
        }
        assertTrue(new RegistryLogin(folder.resolve("none.json"), "").find(HOST).isEmpty());
        assertTrue(logins("").find(HOST).isEmpty());
        assertTrue(logins("{\"auths\": [], \"credHelpers\": 3}").find(HOST).isEmpty());
    }

    private static void assertSilent(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause())
            assertFalse(at.toString().contains(SECRET), at.toString());
    }

    @Test
    void whatIsKeptInTheFileLeavesTheRestAloneAndIsForItsOwner() throws Exception {
        var logins = logins(
                """
                        {"HttpHeaders": {"a": "b"}, "auths": {"https://reg.example:5000": {"auth": "eA=="}, "o": {"auth": "bw"}},
                         "currentContext": "far", "proxies": {"x": [1, 2.50]}}""");
        Files.setPosixFilePermissions(folder.resolve("config.json"), PosixFilePermissions.fromString("rw-r--r--"));
        RegistryLogin.Kept kept = logins.keep(RegistryAccount.password(HOST, "alice", SECRET));
        assertEquals(new RegistryLogin.Kept(folder.resolve("config.json").toString(), true), kept);
        assertEquals("rw-------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("config.json"))));
        assertEquals(List.of("HttpHeaders", "auths", "currentContext", "proxies"),
                file().properties().stream().map(java.util.Map.Entry::getKey).toList());
        assertEquals(List.of("o", HOST), file().path("auths").properties().stream().map(java.util.Map.Entry::getKey)
                .toList());
        assertEquals(auth("alice:" + SECRET), file().path("auths").path(HOST).path("auth").asString());
        assertEquals(SECRET, logins.find(HOST).orElseThrow().secret());
        assertEquals(List.of("config.json"), List.of(Objects.requireNonNull(folder.toFile().list())));
        assertTrue(logins.forget("https://reg.example:5000"));
        assertFalse(logins.forget(HOST));
        assertTrue(logins.find(HOST).isEmpty());
        assertEquals("bw", file().path("auths").path("o").path("auth").asString());
    }

    @Test
    void aTokenComesBackAsATokenAndALinkStaysALink() throws Exception {
        Path real = Files.writeString(Files.createDirectory(folder.resolve("dotfiles")).resolve("docker.json"), "{}");
        Path link = Files.createSymbolicLink(folder.resolve("config.json"), real);
        var logins = new RegistryLogin(link, "");
        logins.keep(RegistryAccount.token(HOST, "alice", SECRET));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(SECRET, logins.find(HOST).orElseThrow().forEngine().getIdentitytoken());
        assertNull(logins.find(HOST).orElseThrow().forEngine().getPassword());
        assertFalse(logins.find(HOST).toString().contains(SECRET));
    }

    @Test
    void aFileThatCannotBeUnderstoodIsNeverWrittenOver() throws Exception {
        for (String config : List.of("{\"auths\": []}", "no json", "{\"auths\": {")) {
            var logins = logins(config);
            assertThrows(StudioException.class, () -> logins.keep(RegistryAccount.password(HOST, "alice", SECRET)));
            assertEquals(config, Files.readString(folder.resolve("config.json")));
        }
        Path place = Files.writeString(folder.resolve("file"), "").resolve("config.json");
        var thrown = assertThrows(StudioException.class, () -> new RegistryLogin(place, "")
                .keep(RegistryAccount.password(HOST, "alice", SECRET)));
        assertEquals("docker.login-unwritten", thrown.problem().code());
        assertSilent(thrown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"credsStore\": \"vault\"", "\"credHelpers\": {\"https://reg.example:5000\": \"vault\"}"})
    @DisabledOnOs(OS.WINDOWS)
    void aHelperKeepsAndForgetsAndTheFileHoldsNoSecret(String setting) throws Exception {
        helper();
        var logins = logins("{%s, \"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(setting, HOST, auth("old:pw")));
        assertEquals("pw", logins.find(HOST).orElseThrow().secret(), "what a helper does not know stands in the file");
        var kept = logins.keep(RegistryAccount.password(HOST, "alice", SECRET));
        assertEquals(new RegistryLogin.Kept("docker-credential-vault", false), kept);
        assertEquals("{}", file().path("auths").path(HOST).toString());
        assertEquals(SECRET, logins.find("https://" + HOST).orElseThrow().secret());
        logins.keep(RegistryAccount.token(HOST, "alice", "tok"));
        assertTrue(logins.find(HOST).orElseThrow().token());
        assertTrue(logins.forget(HOST));
        assertTrue(logins.find(HOST).isEmpty());
        assertFalse(logins.forget(HOST));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void helpersThatAreMissingOrFailAreSaidWithoutTheSecret() throws Exception {
        var missing = assertThrows(StudioException.class, () -> logins("{\"credsStore\": \"none\"}").find(HOST));
        assertEquals("docker.helper", missing.problem().code());
        script("locked", "cat > /dev/null; echo 'the keychain is locked'; exit 1");
        var locked = assertThrows(StudioException.class, () -> logins("{\"credsStore\": \"locked\"}").find(HOST));
        assertEquals("docker.helper-refused", locked.problem().code());
        assertTrue(locked.problem().why().contains("the keychain is locked"), locked.problem().why());
        script("echo", "cat; exit 1");
        var echo = assertThrows(StudioException.class, () -> logins("{\"credsStore\": \"echo\"}")
                .keep(RegistryAccount.password(HOST, "alice", SECRET)));
        assertSilent(echo);
        assertFalse(echo.problem().why().contains(SECRET), echo.problem().why());
        script("junk", "echo " + SECRET + " is no JSON");
        var junk = assertThrows(StudioException.class, () -> logins("{\"credsStore\": \"junk\"}").find(HOST));
        assertEquals("docker.helper", junk.problem().code());
        assertSilent(junk);
    }

    @Test
    void aListNamesRegistriesAndWhereTheirLoginsAreAndNoSecret() {
        String config = """
                {"auths":{"https://index.docker.io/v1/":{"auth":"%s"},"https://index.docker.io/v1/refresh-token":{},
                 "reg.example:5000":{}},"credHelpers":{"reg.example:5000":"vault","gcr.example":"gcloud"}}"""
                .formatted(auth("ana:" + SECRET));
        List<RegistryLogin.Known> all = logins(config).all();
        assertEquals(List.of("gcr.example", "https://index.docker.io/v1/", HOST), all.stream().map(
                RegistryLogin.Known::registry).toList());
        assertEquals(List.of(false, true, false), all.stream().map(RegistryLogin.Known::plain).toList());
        assertEquals("docker-credential-vault", all.getLast().place());
        assertFalse(all.toString().contains(SECRET));
        assertEquals(List.of(), logins("{}").all());
    }
}
