package slipway.requests;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// How a body came and where it lies.
///
/// @param file     the whole of it where it is too long for memory; its beginning is the exchange’s body then
/// @param size     in bytes, decoded; `wire` as they came, without the frames of chunks
/// @param encoding what was undone (`gzip`), or could not be (`br`); empty for none
/// @param trailers headers behind a chunked body
public record Received(@Nullable Path file, long size, long wire, String encoding, Map<String, List<String>> trailers,
        Timing timing) {
    public static Received plain(long size) {
        return new Received(null, size, size, "", Map.of(), Timing.UNKNOWN);
    }

    Received in(@Nullable Path place) {
        return new Received(place, size, wire, encoding, trailers, timing);
    }
}
