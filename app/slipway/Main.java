package slipway;

import slipway.base.AppLog;
import slipway.base.Language;
import slipway.base.Text;
import slipway.cli.CommandLineApp;

/// Entry point: arguments, then the window or the command line.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        AppLog.begin();
        Text.speak(Language.ofSystem());
        int status = CommandLineApp.run(args, new StudioOpener());
        // non-daemon threads of the toolkit may linger; everything of ours is closed by now
        System.exit(status);
    }
}
