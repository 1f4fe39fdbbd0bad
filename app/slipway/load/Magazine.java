package slipway.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The shots of a set, and which is the n-th to go. Immutable.
final class Magazine {
    private final List<Shot> shots;
    private final RequestSet.Order order;
    /// The sum of the weights up to each.
    private final long[] upTo;

    private Magazine(List<Shot> shots, RequestSet.Order order, long[] upTo) {
        this.shots = shots;
        this.order = order;
        this.upTo = upTo;
    }

    static Magazine of(Destination to, RequestSet set) {
        var shots = new ArrayList<Shot>();
        long[] upTo = new long[set.requests().size()];
        long sum = 0;
        for (LoadRequest request : set.requests()) {
            sum += request.weight();
            upTo[shots.size()] = sum;
            shots.add(Shot.of(to, request, set.headers()));
        }
        return new Magazine(List.copyOf(shots), set.order(), upTo);
    }

    Shot at(long n) {
        return shots.get(index(n));
    }

    /// Multiples of the golden ratio fall evenly: each weight gets its share from the beginning on, without state.
    int index(long n) {
        if (shots.size() == 1) return 0;
        if (order == RequestSet.Order.IN_TURN) return (int) (n % shots.size());
        double share = n * 0.6180339887498949 % 1;
        long ticket = (long) (share * upTo[upTo.length - 1]);
        int at = Arrays.binarySearch(upTo, ticket);
        return at >= 0 ? at + 1 : -at - 1;
    }
}
