package slipway.requests;

import java.util.List;
import java.util.Map;

/// Is told of an answer while it comes, on the thread that sends; returns at once.
public interface Arrivals {
    Arrivals NONE = new Arrivals() {
        @Override
        public void head(int status, Map<String, List<String>> headers) {}

        @Override
        public void bytes(byte[] bytes, int length) {}
    };

    void head(int status, Map<String, List<String>> headers);

    /// The next `length` bytes of the decoded body; the array is used again afterwards.
    void bytes(byte[] bytes, int length);
}
