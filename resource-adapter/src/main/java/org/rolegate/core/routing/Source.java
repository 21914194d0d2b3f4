package org.rolegate.core.routing;

import org.rolegate.core.model.Server;

/**
 * The balance that picks the same server for the same client address, as long as it is ready. Stateless.
 *
 * <p>This is weighted rendezvous hashing: each pair of client and server has a fixed number, and the highest number
 * wins. If a server leaves, only its own clients move. If a server is added or gains weight, clients move only to it.
 */
final class Source implements Balance {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    @Override
    public Server pick(Candidates from) {
        long client = hash(from.client());
        int chosen = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < from.size(); index++) {
            double draw = draw(mix(client ^ mix(hash(from.server(index).id()))), from.weight(index));
            if (draw > highest) {
                highest = draw;
                chosen = index;
            }
        }
        return from.server(chosen);
    }

    /** Returns the number of a pair; the probability that it is the highest is proportional to the weight. */
    private static double draw(long hash, int weight) {
        double uniform = ((hash >>> 12) + 0.5) * 0x1p-52;
        return weight / -Math.log(uniform);
    }

    private static long hash(byte[] bytes) {
        long hash = FNV_BASIS;
        for (byte one : bytes) {
            hash = (hash ^ (one & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static long hash(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** Mixes all bits without collisions, with the function of SplittableRandom. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
