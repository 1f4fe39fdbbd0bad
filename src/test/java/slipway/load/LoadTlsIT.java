package slipway.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Progress;
import slipway.testkit.Shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Load on a server over HTTPS that vouches for itself.
class LoadTlsIT {
    @TempDir
    Path folder;

    @Test
    void aCertificateOfItsOwnMakingNeedsOurWord() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Shell.ok(Path.of(System.getProperty("java.home"), "bin", "keytool") + " -genkeypair -alias own -keyalg EC"
                + " -storetype PKCS12 -keystore " + keys + " -storepass changeit -dname CN=own -validity 2");
        Vertx vertx = Vertx.vertx();
        try (var runner = new LoadRunner()) {
            int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSsl(true)
                    .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword("changeit")))
                    .requestHandler(request -> request.body().onSuccess(body -> request.response()
                            .putHeader("x-slipway-deployment", request.isSSL() ? "blue" : "").end(body)))
                    .listen().toCompletionStage().toCompletableFuture().join().actualPort();
            LoadResult refused = runner.run(plan(port, Trust.AUTHORITIES), Progress.NONE, partial -> {});
            assertEquals(0, refused.ok());
            assertEquals(Map.of("certificate", refused.sent()), refused.errors());

            LoadResult taken = runner.run(plan(port, Trust.ANYBODY), Progress.NONE, partial -> {});
            assertEquals(Map.of(), taken.errors());
            assertEquals(200, taken.ok());
            assertEquals(200, Objects.requireNonNull(taken.perDeployment().get("blue")).requests());
            assertTrue(taken.latency().max() > 0);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static LoadPlan plan(int port, Trust trust) {
        var requests = RequestSet.inTurn(List.of(LoadRequest.post("application/json", Bytes.utf8("x".repeat(5_000)))));
        return new LoadPlan(URI.create("https://127.0.0.1:" + port + "/score"),
                new Shape.Constant(200, Duration.ofSeconds(1)), requests, LoadPlan.Limits.STANDARD, trust);
    }
}
