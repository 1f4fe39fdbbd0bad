package slipway.engine.docker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A person's logins to registries, as `docker login` keeps them: credential helpers first, then what stands in
/// `config.json`. Secrets are handed on and never kept, logged or shown. Any thread; reads the file at each call.
public final class RegistryLogin {
    private final LoginFile file;
    private final String searchPath;

    RegistryLogin(Path file, String searchPath) {
        this.file = new LoginFile(file);
        this.searchPath = searchPath;
    }

    /// Those that `file` keeps, with helpers out of the folders of `searchPath`.
    public static RegistryLogin in(Path file, String searchPath) {
        return new RegistryLogin(file, searchPath);
    }

    /// The logins that the docker command of this person has too.
    public static RegistryLogin ofPerson() {
        String folder = System.getenv("DOCKER_CONFIG");
        String path = System.getenv("PATH");
        return new RegistryLogin(folder == null || folder.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".docker", "config.json")
                : Path.of(folder, "config.json"), path == null ? "" : path);
    }

    /// The login for a registry, by its host or as the settings name it; empty where there is none.
    Optional<RegistryAccount> find(String registry) throws InterruptedException {
        String key = ImageName.registry(registry);
        ObjectNode config = file.read();
        CredentialProgram program = program(config, key);
        Optional<RegistryAccount> kept = program == null ? Optional.empty() : program.get(key);
        if (kept.isPresent()) return kept;
        for (String name : names(config, key)) {
            Optional<RegistryAccount> plain = plain(key, config.path("auths").path(name));
            if (plain.isPresent()) return plain;
        }
        return Optional.empty();
    }

    /// Where [#keep] put a login.
    ///
    /// @param place a program or a file
    /// @param plain whether everybody who can read that file can read the secret
    record Kept(String place, boolean plain) {}

    /// Keeps `account` with the credential helper of the settings, or in their file where they name none.
    Kept keep(RegistryAccount account) throws InterruptedException {
        String key = account.registry();
        ObjectNode config = file.read();
        ObjectNode auths = file.part(config, "auths");
        CredentialProgram program = program(config, key);
        if (program != null) program.store(account);
        for (String name : names(config, key))
            auths.remove(name);
        // the docker command too leaves an empty entry for what a helper keeps
        ObjectNode entry = auths.putObject(key);
        if (program == null) {
            String pair = account.user() + ":" + (account.token() ? "" : account.secret());
            entry.put("auth", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            if (account.token()) entry.put("identitytoken", account.secret());
        }
        file.write(config);
        return program == null ? new Kept(file.file().toString(), true) : new Kept(program.name(), false);
    }

    /// A login as a list shows it.
    ///
    /// @param place the program or the file that keeps it
    /// @param plain whether everybody who can read that file can read the secret
    public record Known(String registry, String place, boolean plain) {}

    /// The registries that a login is kept for, by name; no program is asked and no secret read.
    public List<Known> all() {
        ObjectNode config = file.read();
        var keys = new TreeSet<String>();
        config.path("auths").propertyNames().stream().filter(name -> !name.endsWith("-token"))
                .forEach(name -> keys.add(ImageName.registry(name)));
        config.path("credHelpers").propertyNames().forEach(name -> keys.add(ImageName.registry(name)));
        return keys.stream().map(key -> {
            CredentialProgram program = program(config, key);
            return program == null
                    ? new Known(key, file.file().toString(), true)
                    : new Known(key, program.name(), false);
        }).toList();
    }

    /// Forgets the login for `registry`; false where there was none.
    public boolean forget(String registry) throws InterruptedException {
        String key = ImageName.registry(registry);
        ObjectNode config = file.read();
        CredentialProgram program = program(config, key);
        boolean known = program != null && program.erase(key);
        List<String> names = names(config, key);
        if (!names.isEmpty()) {
            ObjectNode auths = file.part(config, "auths");
            names.forEach(auths::remove);
            file.write(config);
        }
        return known || !names.isEmpty();
    }

    private @Nullable CredentialProgram program(JsonNode config, String key) {
        String name = config.path("credHelpers").properties().stream()
                .filter(entry -> ImageName.registry(entry.getKey()).equals(key))
                .map(entry -> entry.getValue().asString("")).findFirst()
                .orElse(config.path("credsStore").asString(""));
        return name.isEmpty() ? null : new CredentialProgram(name, searchPath);
    }

    /// What `auths` has for a registry, the usual name first; others wrote a scheme or a path to it.
    private static List<String> names(JsonNode config, String key) {
        return config.path("auths").properties().stream().map(Map.Entry::getKey)
                // the docker command keeps tokens of its own beside Docker Hub’s entry
                .filter(name -> ImageName.registry(name).equals(key) && !name.endsWith("-token"))
                .sorted((one, other) -> Boolean.compare(other.equals(key), one.equals(key))).toList();
    }

    private static Optional<RegistryAccount> plain(String key, JsonNode entry) {
        String[] pair = pair(key, entry);
        String token = entry.path("identitytoken").asString("");
        if (!token.isEmpty()) return Optional.of(RegistryAccount.token(key, pair[0], token));
        return pair[0].isEmpty() ? Optional.empty() : Optional.of(RegistryAccount.password(key, pair[0], pair[1]));
    }

    private static String[] pair(String key, JsonNode entry) {
        String auth = entry.path("auth").asString("");
        if (auth.isEmpty())
            return new String[]{entry.path("username").asString(""), entry.path("password").asString("")};
        try {
            String text = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon > 0) return new String[]{text.substring(0, colon), text.substring(colon + 1).replace("\0", "")};
        } catch (IllegalArgumentException e) {
            throw new StudioException(Problem.of("docker.login-unreadable", key), e);
        }
        throw StudioException.of("docker.login-unreadable", key);
    }

    /// `account` as the engine wants it in a header.
    static String header(RegistryAccount account) {
        ObjectNode document = JsonMapper.shared().createObjectNode().put("serveraddress", account.registry());
        if (account.token()) document.put("identitytoken", account.secret());
        else
            document.put("username", account.user()).put("password", account.secret());
        return Base64.getUrlEncoder().encodeToString(document.toString().getBytes(StandardCharsets.UTF_8));
    }
}
