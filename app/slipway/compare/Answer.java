package slipway.compare;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;

/// An answer as far as comparing needs it. Immutable.
///
/// @param contentType empty where none was sent
/// @param body        all of it, or empty where only its digest was kept
/// @param size        of the body, in bytes
/// @param sha256      of the body, in small hexadecimal digits, where it was not kept
/// @param nanos       from the request to the end of the answer
/// @param error       why there is no answer; `status` is 0 then
public record Answer(int status, String contentType, Bytes body, long size, @Nullable String sha256, long nanos,
        @Nullable String error) {
    /// Longer bodies are compared by their digests only.
    public static final int COMPARED = 1_000_000;

    public static Answer of(int status, String contentType, Bytes body, long nanos) {
        return new Answer(status, contentType, body, body.length(), null, nanos, null);
    }

    /// One too long to be kept, hashed while it passed.
    public static Answer digested(int status, String contentType, long size, String sha256, long nanos) {
        return new Answer(status, contentType, Bytes.EMPTY, size, sha256, nanos, null);
    }

    public static Answer failed(String error, long nanos) {
        return new Answer(0, "", Bytes.EMPTY, 0, null, nanos, error);
    }

    boolean byDigest() {
        return sha256 != null || size > COMPARED;
    }

    String digest() {
        return sha256 == null ? body.sha256() : sha256;
    }

    /// The content type without its parameters, in small letters.
    String mediaType() {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip()
                .toLowerCase(java.util.Locale.ROOT);
    }
}
