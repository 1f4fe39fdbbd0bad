package slipway.engine.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.jspecify.annotations.Nullable;

/// Whether one process still runs, asked twice a second for as long as it does: on Linux by one read of a file that
/// stays open, and which never tells of a later process with the same number. For one thread.
final class ProcessLife implements AutoCloseable {
    private final ProcessHandle handle;
    private final @Nullable FileChannel stat;
    private final boolean over;
    private final ByteBuffer line = ByteBuffer.allocate(256);

    ProcessLife(ProcessHandle handle) {
        this.handle = handle;
        this.stat = ProcFs.openStat(handle.pid());
        // asked after opening: so the file is that of this process, and of no other
        this.over = !handle.isAlive();
    }

    /// As [ProcFs#alive].
    boolean goesOn() {
        if (over) return false;
        if (stat == null) return ProcFs.alive(handle);
        try {
            line.clear();
            // the name in brackets has at most 15 bytes: what comes after it is within reach
            return stat.read(line, 0) > 0 && !ProcFs.ended(line.flip());
        } catch (IOException e) {
            // gone, or only this task was interrupted, which closes the file: a process is not given up for that
            return ProcFs.alive(handle);
        }
    }

    @Override
    public void close() {
        if (stat == null) return;
        try {
            stat.close();
        } catch (IOException e) {
            System.getLogger(ProcessLife.class.getName()).log(System.Logger.Level.DEBUG, "closed", e);
        }
    }
}
