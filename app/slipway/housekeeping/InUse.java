package slipway.housekeeping;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which folders running programs name on their command lines, as far as the system tells. Immutable, as of when it
/// was made.
public record InUse(List<String> commands) {
    public InUse {
        commands = List.copyOf(commands);
    }

    /// Of now.
    public static InUse now() {
        return new InUse(ProcessHandle.allProcesses().map(each -> each.info().commandLine()).flatMap(Optional::stream)
                .toList());
    }

    public boolean names(Path folder) {
        return commands.stream().anyMatch(each -> each.contains(folder.toString()));
    }
}
