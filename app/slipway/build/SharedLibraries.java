package slipway.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// The system libraries that programs need, the dynamic loader among them, as this machine's `ldd` finds them.
final class SharedLibraries {
    // `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`, or `/lib64/ld-linux-x86-64.so.2 (0x…)`
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*(?:\\S+ => )?(/\\S+) \\(0x");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private SharedLibraries() {}

    /// Absolute paths as the loader will look for them, without those below `own`, which are shipped anyway.
    static Set<Path> of(Collection<Path> programs, Path own) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ldd"));
        programs.forEach(each -> command.add(each.toString()));
        var libraries = new TreeSet<Path>();
        Matcher line = LINE.matcher(output(command));
        while (line.find()) {
            Path library = Path.of(line.group(1)).normalize();
            if (!library.startsWith(own)) libraries.add(library);
        }
        // what tells a system with glibc from one whose libraries would not do
        if (libraries.stream().noneMatch(each -> each.getFileName().toString().startsWith("ld-linux"))) {
            throw StudioException.of("build.no-glibc");
        }
        return libraries;
    }

    /// What a program of this machine says; its failure is a problem only where nothing was said.
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            return Tasks.within(LIMIT, command.getFirst(), () -> {
                String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                if (code != 0 && text.isBlank()) {
                    throw StudioException.of("build.program-failed", command.getFirst(), code);
                }
                return text;
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StudioException(Problem.of("build.program-failed", command.getFirst(), "-"), e);
        } finally {
            process.destroyForcibly();
        }
    }
}
