package slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Small texts that a person names on the command line.
final class TextFiles {
    private TextFiles() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StudioException(Problem.of("cli.file-unreadable", file), e);
        }
    }
}
