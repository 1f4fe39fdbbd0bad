package slipway.check;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// How a start went, watched from the launch to the first good answer of the health route.
///
/// @param took      until ready, or until it was given up
/// @param probes    the last answers of the health route, the newest last
/// @param first     the prediction sent the moment that the server called itself ready; null where none was
/// @param listening where it listened when it was given up; null where nobody could tell
/// @param words     the last lines of its log, or why it could not be launched
record Start(How how, Duration took, List<Exchange> probes, @Nullable Exchange first,
        @Nullable List<Sockets.Listening> listening, int exitCode, String words) {
    enum How {
        READY,
        /// It could not be launched, or ended.
        ENDED,
        /// It listens, but not at the port asked.
        ELSEWHERE,
        /// It listens at that port for its own container only.
        LOOPBACK,
        /// It answers, steadily and not as it should.
        REFUSING,
        /// Nothing, or nothing good, until the time was over.
        LATE
    }

    /// Whether it takes requests, whatever it answers to probes.
    boolean reached() {
        return how == How.READY || how == How.REFUSING;
    }

    /// Whether any answer of any kind came.
    boolean answered() {
        return probes.stream().anyMatch(probe -> probe.status() > 0);
    }
}
