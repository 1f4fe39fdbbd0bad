package slipway.load;

/// Gives a [Share] its requests in the order in which they are due. Touched by its event loop only.
interface Feed {
    /// None is known yet; there will be.
    long LATER = Long.MAX_VALUE - 1;
    /// There is none left.
    long END = Long.MAX_VALUE;

    /// When the next request is due in nanoseconds after the start, or [#LATER] or [#END].
    long due();

    /// The next request; only where [#due] names a time.
    Shot take();

    /// Every `of`-th request of `shape` beginning with number `first`; a closed loop’s are due at any time until its
    /// duration is over, which its share watches.
    static Feed of(Shape shape, long most, Magazine magazine, int first, int of) {
        boolean closed = shape instanceof Shape.Closed;
        Arrivals arrivals = Arrivals.of(shape, most);
        return new Feed() {
            private long number = -1;
            private long due = step(first + 1);

            @Override
            public long due() {
                return due;
            }

            @Override
            public Shot take() {
                Shot shot = magazine.at(number);
                due = step(of);
                return shot;
            }

            private long step(int by) {
                number += by;
                if (closed) return number < most ? 0 : END;
                long next = Arrivals.END;
                for (int i = 0; i < by; i++) {
                    next = arrivals.next();
                    if (next == Arrivals.END) return END;
                }
                return next;
            }
        };
    }
}
