package slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.engine.Images;

/// `image login`: lets a registry check a login, and keeps it where `docker login` would. The password comes from a
/// terminal, where it is not shown, or from standard input, and never stands on the command line.
@Command(name = "login", mixinStandardHelpOptions = true)
final class ImageLoginCommand extends Action {
    /// No password or token is longer.
    private static final int MOST_BYTES = 1 << 16;

    @Parameters(paramLabel = "REGISTRY", descriptionKey = "REGISTRY")
    private String registry = "";

    @Option(names = {"-u", "--username"}, paramLabel = "USER")
    private @Nullable String user;

    @Option(names = "--password-stdin")
    private boolean fromInput;

    @Override
    int run() throws InterruptedException {
        String name = user == null && !fromInput ? asked() : user;
        if (name == null || name.isBlank()) throw wrong("cli.image.login-user");
        String password = fromInput
                ? input()
                : console().askSecret(Text.of("cli.image.password")).orElseThrow(() -> wrong("cli.image.no-terminal"));
        if (password.isEmpty()) throw wrong("cli.image.no-password");
        try (var tasks = new Tasks()) {
            say(app().opener().images(tasks, app().workspace()).login(registry, name.strip(), password));
        }
        return 0;
    }

    private String asked() {
        return console().ask(Text.of("cli.image.user")).orElseThrow(() -> wrong("cli.image.no-terminal"));
    }

    private void say(Images.Login login) {
        if (login.plain()) console().message(Text.of("cli.image.login-plain", login.place()));
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("registry", login.registry());
            document.put("user", login.user());
            document.put("store", login.place());
            document.put("encrypted", !login.plain());
            console().json(document);
        } else {
            console().line(Text.of("cli.image.logged-in", login.registry(), login.user(), login.place()));
        }
    }

    /// Without the line’s end that `echo` adds.
    private static String input() {
        try {
            return new String(System.in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).replaceFirst("\\R+$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandLine.ParameterException wrong(String key) {
        return new CommandLine.ParameterException(spec().commandLine(), Text.of(key));
    }
}
