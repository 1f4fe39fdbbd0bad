package slipway.engine.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import slipway.base.StudioException;
import slipway.engine.Workload;

/// Turns a workload into argv and environment of a local process. Stateless; any thread.
final class CommandLine {
    private static final String SAMPLE_SERVER = "slipway.serve.SampleServer";
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final long MEGABYTE = 1_048_576;
    // what a program needs to find itself, its user and its language; nothing of the studio's own
    private static final List<String> KEPT = List.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE",
            "TZ",
            "TMPDIR", "TEMP", "TMP", "SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "USERPROFILE", "APPDATA",
            "LOCALAPPDATA", "ProgramData", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

    private CommandLine() {}

    static List<String> argv(Workload workload, int port) {
        var argv = new ArrayList<String>();
        // a session of its own: Ctrl-C in the studio's terminal is not for the servers, which are drained first
        if (Files.isExecutable(SETSID)) argv.add(SETSID.toString());
        if (workload.command().isEmpty()) {
            argv.addAll(sampleServer(workload.memoryBytes()));
        } else {
            workload.command().forEach(word -> argv.add(fill(word, port)));
            int first = argv.size() - workload.command().size();
            argv.set(first, program(argv.get(first)));
        }
        return argv;
    }

    static Map<String, String> environment(Workload workload, int port, String run) {
        var result = new LinkedHashMap<String, String>();
        System.getenv().forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith("LC_")) result.put(name, value);
        });
        // not as an argument: ONNX Runtime reads its process's command line, and a long one overflows its stack
        if (workload.command().isEmpty()) {
            result.put("CLASSPATH", classPath());
            // else ONNX Runtime reports its use to its maker
            result.put("ORT_DISABLE_TELEMETRY", "1");
        }
        workload.environment().forEach((name, value) -> result.put(name, fill(value, port)));
        result.put(ProcessTree.MARK, run);
        return result;
    }

    /// Ours, made absolute: the server runs in a folder of its own.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String fill(String text, int port) {
        return text.replace("${port}", String.valueOf(port));
    }

    /// Our own runtime and class path; a small heap that grows only when needed, since the model itself lives in
    /// native memory, and the quick compiler only: it starts quickly.
    private static List<String> sampleServer(long memoryBytes) {
        long heap = memoryBytes == 0 ? 512 : Math.clamp(memoryBytes / 2 / MEGABYTE, 32, 512);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xms16m", "-Xmx" + heap + "m",
                "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", SAMPLE_SERVER);
    }

    /// The program as it will be found, checked before anything is started so that the failure is plain.
    private static String program(String name) {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) return name;
        if (name.contains("/")) {
            Path file = Path.of(name);
            if (!Files.isRegularFile(file)) throw StudioException.of("engine.command-not-found", name);
            if (!Files.isExecutable(file)) throw StudioException.of("engine.command-not-executable", name);
            return file.toAbsolutePath().toString();
        }
        for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) return file.toAbsolutePath().toString();
        }
        throw StudioException.of("engine.command-not-found", name);
    }
}
