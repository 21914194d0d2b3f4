package org.rolegate.core.routing;

import org.rolegate.core.model.Server;

/**
 * The same server for the same client address, as long as it is ready; no state is kept.
 *
 * <p>Weighted rendezvous hashing: client and server together draw a number that never changes, and the highest number
 * wins. A server that leaves moves only its own clients, one that comes or gains weight takes clients only for itself.
 */
final class Source implements Balance {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    @Override
    public Server pick(Candidates from) {
        long client = hash(from.client());
        int chosen = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int place = 0; place < from.size(); place++) {
            double draw = draw(mix(client ^ mix(hash(from.server(place).id()))), from.weight(place));
            if (draw > highest) {
                highest = draw;
                chosen = place;
            }
        }
        return from.server(chosen);
    }

    /** Of several such numbers each is the highest with the probability of its weight. */
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

    /** Makes every bit of the result depend on every bit given, without a collision; SplittableRandom's function. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
