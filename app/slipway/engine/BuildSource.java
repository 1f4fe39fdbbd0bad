package slipway.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// A build context: a tar archive made while it is read.
public interface BuildSource {
    /// Bytes of the files in it, as far as known before; -1 where not.
    long sizeBytes() throws IOException;

    /// The text of the Dockerfile.
    String dockerfile() throws IOException;

    /// The archive, the Dockerfile first; `sent` is told how many bytes of files have gone. Closing it early ends its
    /// making.
    InputStream open(LongConsumer sent) throws IOException;
}
