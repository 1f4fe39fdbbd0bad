package slipway.catalog.fix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;

/// The small text files of a model, read so that they can be written back byte by byte: UTF-8 only, never through a
/// symbolic link, never outside the model. Stateless.
final class ModelText {
    private static final int MOST = 1 << 20;

    private ModelText() {}

    /// What the files of `model` are relative to.
    static Path base(Model model) {
        Path path = model.path().toAbsolutePath().normalize();
        Path parent = path.getParent();
        return parent == null || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? path : parent;
    }

    /// The regular file `file` below `base`, null where there is none.
    static @Nullable Path file(Path base, String file) {
        try {
            Path path = base.resolve(file).normalize();
            if (!path.startsWith(base) || path.equals(base)) return null;
            for (Path each = path; each != null && !each.equals(base); each = each.getParent())
                if (Files.isSymbolicLink(each)) return null;
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /// The text of `file`, null where there is none that could be written back.
    static @Nullable String read(Path base, String file) {
        Path path = file(base, file);
        try {
            if (path == null || Files.size(path) > MOST) return null;
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(path))).toString();
        } catch (CharacterCodingException e) {
            return null;
        } catch (IOException e) {
            System.getLogger(ModelText.class.getName()).log(System.Logger.Level.DEBUG, "not readable: " + path, e);
            return null;
        }
    }

    /// The name of a file without its folders.
    static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /// The folder of a file with its slash, empty at the top.
    static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }
}
