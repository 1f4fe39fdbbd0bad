package slipway.engine.docker;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;

/// One of Docker’s credential helpers, a program of the person’s that keeps logins: asked, given and told to forget.
/// Secrets go through pipes only. Any thread; an answer may take [#LIMIT].
final class CredentialProgram {
    static final Duration LIMIT = Duration.ofSeconds(10);

    /// What helpers use for the user of a login that is a token alone.
    private static final String TOKEN_USER = "<token>";
    private static final Pattern UNKNOWN = Pattern.compile("(?i)credentials not found|no credentials|not found");

    /// Those that keep what they are given on this machine; others may ask a cloud for a login.
    private static final Set<String> KEEPS_HERE = Set.of("docker-credential-pass", "docker-credential-secretservice",
            "docker-credential-osxkeychain", "docker-credential-wincred", "docker-credential-desktop");

    private final String name;
    private final String searchPath;

    /// @param name       as the settings have it: `pass` for `docker-credential-pass`
    /// @param searchPath the folders to look in, as in `PATH`
    CredentialProgram(String name, String searchPath) {
        this.name = "docker-credential-" + name;
        this.searchPath = searchPath;
    }

    String name() {
        return name;
    }

    private record Answer(int code, String text) {
        boolean unknown() {
            return code != 0 && UNKNOWN.matcher(text).find();
        }
    }

    Optional<RegistryAccount> get(String registry) throws InterruptedException {
        Answer answer = run("get", registry + "\n");
        if (answer.unknown()) return Optional.empty();
        if (answer.code != 0) throw refused(answer, "");
        try {
            JsonNode said = JsonMapper.shared().readTree(answer.text);
            String user = said.path("Username").asString("");
            String secret = said.path("Secret").asString("");
            if (secret.isEmpty()) return Optional.empty();
            return Optional.of(user.equals(TOKEN_USER)
                    ? RegistryAccount.token(registry, "", secret)
                    : RegistryAccount.password(registry, user, secret));
        } catch (JacksonException e) {
            // no cause: it quotes the answer, which may hold a secret
            throw StudioException.of("docker.helper", name, LIMIT.toSeconds());
        }
    }

    void store(RegistryAccount account) throws InterruptedException {
        var document = JsonMapper.shared().createObjectNode().put("ServerURL", account.registry())
                .put("Username", account.token() ? TOKEN_USER : account.user()).put("Secret", account.secret());
        Answer answer = run("store", document.toString());
        if (answer.code != 0) throw refused(answer, account.secret());
    }

    /// Whether there was one to forget.
    boolean erase(String registry) throws InterruptedException {
        boolean known = get(registry).isPresent();
        Answer answer = run("erase", registry + "\n");
        if (answer.code != 0 && !answer.unknown()) throw refused(answer, "");
        return known;
    }

    private StudioException refused(Answer answer, String secret) {
        String text = secret.isEmpty() ? answer.text : answer.text.replace(secret, "•••");
        String line = text.lines().findFirst().orElse("exit " + answer.code);
        return StudioException.of("docker.helper-refused", name, EngineCalls.masked(line));
    }

    private Answer run(String verb, String input) throws InterruptedException {
        String program = program();
        Ledger.OURS.way(Purpose.CREDENTIALS, Party.program(Path.of(program), KEEPS_HERE.contains(name))).open();
        Process process;
        try {
            process = new ProcessBuilder(List.of(program, verb)).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new StudioException(Problem.of("docker.helper", name, LIMIT.toSeconds()), e);
        }
        try {
            return Tasks.within(LIMIT, name, () -> talk(process, input));
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeoutException e) {
            throw StudioException.of("docker.helper", name, LIMIT.toSeconds());
        } catch (Exception e) {
            throw new StudioException(Problem.of("docker.helper", name, LIMIT.toSeconds()), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Answer talk(Process process, String input) throws IOException, InterruptedException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // one that answers without reading has closed its end; its answer counts
            System.getLogger(CredentialProgram.class.getName()).log(System.Logger.Level.DEBUG, "unread", e);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), said.strip());
    }

    private String program() {
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            for (String ending : List.of("", ".exe", ".cmd")) {
                if (folder.isEmpty()) continue;
                // no Path: a search path may hold what is none
                var program = new File(folder, name + ending);
                if (program.isFile() && program.canExecute()) return program.getPath();
            }
        }
        throw StudioException.of("docker.helper", name, LIMIT.toSeconds());
    }
}
