package slipway.network;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import slipway.base.StudioException;

/// The way to one address for one purpose: asked before each connection, counts what was answered. Made by [Ledger],
/// kept by whoever connects often. Any thread, event loops too: it never waits.
public final class Way {
    private final Ledger ledger;
    private final Purpose purpose;
    private final Party party;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    /// When it was first gone since it was last written; 0 for not at all.
    private volatile long first;
    private volatile long last;

    Way(Ledger ledger, Purpose purpose, Party party) {
        this.ledger = ledger;
        this.purpose = purpose;
        this.party = party;
    }

    /// Who is at its end.
    public Party party() {
        return party;
    }

    /// Whether it may be gone now; notes nothing.
    public boolean free() {
        return party.local() || !ledger.offline().get().on();
    }

    /// To be asked right before a connection is made; notes it, or that it may not be.
    ///
    /// @return false where the studio is offline and the way leaves this machine
    public boolean begin() {
        boolean free = free();
        (free ? opened : refused).incrementAndGet();
        long now = System.currentTimeMillis();
        if (first == 0) first = now;
        last = now;
        return free;
    }

    /// As [#begin], for those who can say why not.
    ///
    /// @throws StudioException where the studio is offline and the way leaves this machine
    public void open() {
        if (!begin()) throw new StudioException(ledger.offline().get().problem(party));
    }

    /// To be asked before anything is made ready for connections; a refusal is noted, and nothing else.
    ///
    /// @throws StudioException where the studio is offline and the way leaves this machine
    public void check() {
        if (!free()) open();
    }

    /// What was begun found nobody.
    public void failed() {
        failed.incrementAndGet();
    }

    /// So many bytes went this way or came back.
    public void moved(long count) {
        bytes.addAndGet(count);
    }

    Contact seen() {
        return contact(opened.get(), failed.get(), refused.get(), bytes.get(), first);
    }

    /// What is new since the last time; from now on it is old.
    Contact take() {
        long since = first;
        first = 0;
        return contact(opened.getAndSet(0), failed.getAndSet(0), refused.getAndSet(0), bytes.getAndSet(0), since);
    }

    /// What was taken could not be written.
    void giveBack(Contact taken) {
        opened.addAndGet(taken.opened());
        failed.addAndGet(taken.failed());
        refused.addAndGet(taken.refused());
        bytes.addAndGet(taken.bytes());
        first = taken.first().toEpochMilli();
        last = Math.max(last, taken.last().toEpochMilli());
    }

    private Contact contact(long begun, long without, long not, long moved, long since) {
        long until = last;
        // somebody may be between two of these counters
        return new Contact(purpose, party, Instant.ofEpochMilli(since == 0 ? until : since),
                Instant.ofEpochMilli(until), begun, without, not, moved);
    }
}
