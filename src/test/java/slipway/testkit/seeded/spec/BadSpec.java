package slipway.testkit.seeded.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import javafx.application.Platform;

import slipway.testkit.seeded.base.BadBase;

/// Breaks one house rule a method on purpose, for the self-tests of the gates; never run.
public final class BadSpec {
    private BadSpec() {}

    /// Closes a circle of packages.
    static BadBase circle(BadBase other) {
        return other;
    }

    /// Work handed over by a method reference, which a search for calls does not see.
    static Consumer<Runnable> handOver() {
        return Platform::runLater;
    }

    static void pool() {
        Executors.newVirtualThreadPerTaskExecutor().close();
    }

    static Thread thread() {
        return new Thread(() -> {});
    }

    static Thread started() {
        return Thread.startVirtualThread(() -> {});
    }

    static Timer timer() {
        return new Timer();
    }

    static CompletableFuture<String> handOn() {
        return CompletableFuture.runAsync(() -> {}).thenApplyAsync(nothing -> "");
    }

    static Object unpickle(InputStream in) throws IOException, ClassNotFoundException {
        try (var objects = new ObjectInputStream(in)) {
            return objects.readObject();
        }
    }

    static void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    static void print() {
        System.out.println();
    }

    static void database() throws SQLException {
        DriverManager.getConnection("jdbc:none").close();
    }

    /// Bears a name that says nothing.
    static final class NameManager {
        private NameManager() {}
    }
}
