package slipway.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The name of this machine as its kernel has it. Java’s own way to it looks the name up too, and with that asks a name
/// server. Read once.
final class HostName {
    /// Empty where it cannot be told.
    static final String OURS = read(Path.of("/proc/sys/kernel/hostname"));

    private HostName() {}

    static String read(Path kernel) {
        try {
            if (Files.isReadable(kernel)) return Files.readString(kernel).strip();
            Process asked = new ProcessBuilder(List.of("hostname")).redirectErrorStream(true).start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            System.getLogger(HostName.class.getName()).log(System.Logger.Level.INFO, "no name", e);
            return "";
        }
    }
}
