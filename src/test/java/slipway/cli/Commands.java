package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;

import picocli.CommandLine;

/// The command line as a model, for tests that look at it and run nothing.
final class Commands {
    private Commands() {}

    static CommandLine line() {
        var nowhere = new PrintWriter(new StringWriter());
        var opener = (Opener) Proxy.newProxyInstance(Opener.class.getClassLoader(), new Class<?>[]{Opener.class},
                (proxy, method, args) -> null);
        return CommandLineApp.line(opener, new Console(nowhere, nowhere));
    }
}
