package slipway.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import slipway.Main;

/// The program as a process of its own, from the classes of the build; quick to start rather than fast.
public final class StudioCommand {
    private StudioCommand() {}

    /// `slipway ARGUMENTS`, not started yet.
    public static ProcessBuilder of(String... arguments) {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
